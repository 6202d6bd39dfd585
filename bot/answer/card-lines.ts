import type { CardView, ServiceView } from '../card.ts'
import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'
import { dateWords } from './dates.ts'

/** "Tel. 800 433 2000, WhatsApp +52 …": how a service is reached, best first. */
export function contactLine(service: ServiceView, lang: Lang, ports: Ports): string {
  const phones = service.phones.filter((p) => p.kind !== 'fax').slice(0, 3)
  return phones.map((p) => `${ports.text(lang, p.kind === 'whatsapp' ? 'answer.whatsapp' : 'answer.phone')} ${p.text}`).join(', ')
}

/** The service in lines: name, contact, place, hours, page, caution. */
export function serviceLines(service: ServiceView, lang: Lang, ports: Ports): string[] {
  const contact = contactLine(service, lang, ports)
  const label = (key: string, value: string) => (value === '' ? [] : [`${ports.text(lang, key)}: ${value}`])
  return [
    service.unit && !service.name.includes(service.unit) ? `${service.name}, ${service.unit}` : service.name,
    ...(contact === '' ? [] : [contact]),
    ...label('answer.where', service.address),
    ...label('answer.hours', service.hours),
    ...service.urls.slice(0, 1),
    ...(service.alert ? [service.alert] : []),
  ]
}

/** From when the facts are: told always; in grace with a request to confirm. */
export function freshnessLine(card: CardView, lang: Lang, ports: Ports, form: 'full' | 'short'): string {
  const date = dateWords(card.checkedOn, lang, ports)
  if (date === undefined) return ports.text(lang, form === 'short' ? 'answer.undated_short' : 'answer.undated')
  if (card.freshness === 'grace') return ports.text(lang, form === 'short' ? 'answer.grace_short' : 'answer.grace', { date })
  return ports.text(lang, 'answer.checked', { date })
}

/** Everything on a card in the order of use, as blocks of lines. `mark` puts a heading the way the channel shows it. */
export function cardBlocks(card: CardView, lang: Lang, ports: Ports, mark: (heading: string) => string): string[] {
  const t = (key: string) => ports.text(lang, key)
  const block = (key: string, lines: readonly string[]) => (lines.length === 0 ? [] : [`${mark(t(key))}\n${lines.join('\n')}`])
  const line = (key: string, value: string | undefined) => (value ? [`${mark(t(key))} ${value}`] : [])
  return [
    ...block(
      'answer.steps',
      card.steps.map((step, i) => `${i + 1}. ${step}`),
    ),
    ...block(
      'answer.requires',
      card.requires.map((item) => `- ${item}`),
    ),
    ...line('answer.cost', card.cost),
    ...line('answer.time', card.time),
    ...line('answer.note', card.note),
    ...card.services.slice(0, 3).map((service) => serviceLines(service, lang, ports).join('\n')),
    sourceLine(card, lang, ports),
  ]
}

/** "Fuente: INE, dato de jun 2024. https://…" */
export function sourceLine(card: CardView, lang: Lang, ports: Ports): string {
  const link = card.source.url || card.link
  return `${ports.text(lang, 'answer.source')}: ${card.source.publisher}. ${freshnessLine(card, lang, ports, 'full')} ${link}`
}
