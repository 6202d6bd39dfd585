import type { CardView, Lang } from '../../bot/index.ts'
import type { TextOf } from '../content/index.ts'

interface CardPage {
  readonly card: CardView
  readonly lang: Lang
  readonly languages: readonly Lang[]
  readonly sources: readonly { readonly url: string; readonly publisher: string; readonly published: string }[]
  readonly text: TextOf
}

/** The public page of one card: what the link in an SMS opens. No script, works on any phone. */
export function cardPage({ card, lang, languages, sources, text }: CardPage): string {
  const t = (key: string) => html(text(lang, key))
  const section = (key: string, body: string) => (body === '' ? '' : `<section><h2>${t(key)}</h2>${body}</section>`)
  const list = (tag: 'ol' | 'ul', items: readonly string[]) =>
    items.length === 0 ? '' : `<${tag}>${items.map((item) => `<li>${html(item)}</li>`).join('')}</${tag}>`
  const paragraph = (value: string | undefined) => (value ? `<p>${html(value)}</p>` : '')
  const services = card.services.map((service) => {
    const phones = service.phones
      .map(
        (p) =>
          `<li><a href="tel:${html(p.text.replace(/[^\d+*#]/g, ''))}">${html(p.text)}</a>${p.kind === 'whatsapp' ? ' (WhatsApp)' : ''}</li>`,
      )
      .join('')
    const links = service.urls.map((url) => `<li><a href="${html(url)}" rel="noreferrer">${html(url)}</a></li>`).join('')
    return `<h3>${html(service.name)}</h3>${paragraph(service.unit)}<ul>${phones}${links}</ul>${paragraph(service.address)}${paragraph(service.hours)}${paragraph(service.alert)}`
  })
  const cited = sources
    .map(
      (s) =>
        `<li>${s.url === '' ? html(s.publisher) : `<a href="${html(s.url)}" rel="noreferrer">${html(s.publisher)}</a>`} (${html(s.published)})</li>`,
    )
    .join('')
  const others = languages
    .filter((l) => l !== lang)
    .map((l) => `<a hreflang="${l}" href="?lang=${l}">${html(text(l, `lang.${l}`))}</a>`)
    .join(' · ')
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(card.title)}</title><link rel="stylesheet" href="/card.css"></head>
<body><main><nav>${others}</nav><h1>${html(card.title)}</h1><p class="short">${html(card.short)}</p>
${section('answer.steps', list('ol', card.steps))}${section('answer.requires', list('ul', card.requires))}${section('answer.cost', paragraph(card.cost))}${section('answer.time', paragraph(card.time))}${section('answer.note', paragraph(card.note))}
${services.length === 0 ? '' : `<section>${services.join('')}</section>`}
<section><h2>${t('answer.source')}</h2><ul>${cited}</ul><p class="date">${html(dateLine(card, lang, text))}</p></section></main></body></html>`
}

function dateLine(card: CardView, lang: Lang, text: TextOf): string {
  if (card.checkedOn === 'unknown') return text(lang, 'answer.undated')
  return text(lang, card.freshness === 'grace' ? 'answer.grace' : 'answer.checked', { date: card.checkedOn })
}

function html(value: string): string {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
