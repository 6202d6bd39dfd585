import type { Lang } from '../../bot/index.ts'
import type { TextOf } from '../content/index.ts'
import type { PersonData } from './collect.ts'

/** What the link opens: its script sends on what stands behind the #. A browser without scripts has a field to paste the link into. */
export function firstPage(lang: Lang, text: TextOf): string {
  const t = (key: string) => html(text(lang, `mine.${key}`))
  return page(
    lang,
    t('title'),
    `<form method="post" action="/mine/ask"><p><label for="token">${t('paste')}</label></p><p><input id="token" name="token" required autocomplete="off"></p><button type="submit">${t('next')}</button></form><script src="/mine/page.js"></script>`,
  )
}

/** Asks before it shows: whatever previews links (messengers do) must not use it up. */
export function askPage(lang: Lang, text: TextOf, token: string): string {
  const t = (key: string) => html(text(lang, `mine.${key}`))
  return page(
    lang,
    t('title'),
    `<p class="short">${t('ask')}</p><form method="post" action="/mine"><input type="hidden" name="token" value="${html(token)}"><button type="submit">${t('open')}</button></form>`,
  )
}

/** The link was used, has run out, or never was. */
export function gonePage(lang: Lang, text: TextOf): string {
  const t = (key: string) => html(text(lang, `mine.${key}`))
  return page(lang, t('title'), `<p class="short">${t('gone')}</p>`)
}

/** Everything that is kept, once. No script, nothing from elsewhere. */
export function dataPage(lang: Lang, text: TextOf, data: PersonData): string {
  const t = (key: string) => html(text(lang, `mine.${key}`))
  const time = (at: number) => `<time>${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC</time>`
  const list = (items: readonly string[]) =>
    items.length === 0 ? `<p>${t('none')}</p>` : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
  const section = (key: string, body: string) => `<section><h2>${t(key)}</h2>${body}</section>`
  const memory = data.memory.flatMap((m) => [
    ...(m.language ? [html(text(lang, `lang.${m.language}`))] : []),
    ...(m.country ? [html(text(lang, `country.${m.country}`))] : []),
    ...m.livesIn.map(html),
    ...m.last.map(html),
  ])
  const preparation = data.preparation.map(({ field, text: words }) =>
    field === 'done' ? `${t('done')}: ${html(words)}` : `${html(text(lang, `prepare.name.${field}`))}: ${html(words)}`,
  )
  const cases = data.cases.map(
    (c) =>
      `${html(c.number)}: ${time(c.openedAt)}${c.closedAt === null ? '' : ` – ${time(c.closedAt)}`}${c.shared.length > 0 ? list(c.shared.map(html)) : ''}`,
  )
  return page(
    lang,
    t('title'),
    [
      `<p class="short">${t('save')}</p>`,
      section('address', list(data.addresses.map((a) => `${html(a.channel)}: ${html(a.address)}`))),
      section('memory', list(memory)),
      section('preparation', list(preparation)),
      section('cases', list(cases)),
      ...(data.news
        ? [
            section(
              'news',
              list([
                `${time(data.news.since)}${data.news.until === null ? '' : ` – ${time(data.news.until)}`}: ${html(data.news.by.join(', '))}`,
              ]),
            ),
          ]
        : []),
      section('follow_up', list(data.followUp.map((line) => `${time(line.at)} ${html(line.text)}`))),
      section('readers', list(data.readers.map((r) => `${time(r.at)} ${html(r.name)}, ${html(r.office)}`))),
      section('messages', list(data.messages.map((m) => `${time(m.at)} <b>${t(m.isOwn ? 'you' : 'us')}</b>: ${html(m.text)}`))),
      `<p>${t('erase')}</p>`,
    ].join('\n'),
  )
}

function page(lang: Lang, title: string, body: string): string {
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><link rel="stylesheet" href="/card.css"></head>
<body><main><h1>${title}</h1>
${body}</main></body></html>`
}

function html(value: string): string {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
