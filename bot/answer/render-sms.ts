import type { CardView } from '../card.ts'
import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'
import { cardBlocks, contactLine, freshnessLine } from './card-lines.ts'

/** What a person pays for at the most, each time. */
export const MAX_SEGMENTS = 2
/** A source's own link goes into an SMS up to here; a longer one is replaced by our page about the card, which has it. */
const MAX_LINK_CHARS = 42

/** Channels that cost by segment: the essential in one message, the rest page by page on request. */
export function renderCardBySegments(cards: readonly CardView[], lang: Lang, ports: Ports): { first: string; rest: string[] } {
  const [card, ...others] = cards
  if (!card) return { first: '', rest: [] }
  const note = card.lang === lang ? [] : [ports.text(lang, 'language.only_reference')]
  const details = cardBlocks(card, lang, ports, (heading) => `${heading}:`)
  const rest = paginate(
    [...details, ...others.flatMap((c) => [c.title, c.short, ...cardBlocks(c, lang, ports, (heading) => `${heading}:`)])],
    lang,
    ports,
  )
  const service = card.services[0]
  const contact = service ? contactLine({ ...service, phones: service.phones.slice(0, 1) }, lang, ports) : ''
  const phoneIsSaid = service?.phones.some((p) => card.short.includes(p.text)) ?? false
  const source = `${ports.text(lang, 'answer.source')}: ${shortLink(card)}`
  const more = ports.text(lang, 'answer.more')
  const also = others[0] ? [`${ports.text(lang, 'answer.also')} ${others[0].title}`] : []
  const optional = [
    ...(service && !phoneIsSaid && contact !== ''
      ? [`${service.name}, ${contact}`]
      : service && !card.short.includes(service.name)
        ? [service.name]
        : []),
    ...(service && service.address !== '' && !card.short.includes(service.address) ? [service.address] : []),
    ...(card.cost && !card.short.includes(card.cost) ? [`${ports.text(lang, 'answer.cost')}: ${card.cost}`] : []),
    ...also,
  ]
  // The needed parts first, then whatever still fits, in order of use.
  const compose = (extra: readonly string[]) =>
    [...note, card.short, ...extra, `${source} ${freshnessLine(card, lang, ports, 'short')} ${more}`].join('\n')
  let extra: string[] = []
  for (const part of optional) if (fits(compose([...extra, part]), ports)) extra = [...extra, part]
  const first = fits(compose(extra), ports) ? compose(extra) : [card.short, `${source} ${more}`].join('\n')
  return { first, rest }
}

/** Plain text for a channel that costs by segment: the first page, and the pages that MORE brings. */
export function renderTextBySegments(text: string, lang: Lang, ports: Ports): { first: string; rest: string[] } {
  if (fits(text, ports)) return { first: text, rest: [] }
  const [first = '', ...rest] = paginate(text.split('\n'), lang, ports)
  return { first, rest }
}

function shortLink(card: CardView): string {
  return card.source.url !== '' && card.source.url.length <= MAX_LINK_CHARS ? card.source.url : card.link
}

function fits(text: string, ports: Ports): boolean {
  return ports.fitSegments(text).segments <= MAX_SEGMENTS
}

/** Blocks into pages of at most two segments, cut at lines, then at words; every page but the last ends with the word for more. */
function paginate(blocks: readonly string[], lang: Lang, ports: Ports): string[] {
  const more = ` ${ports.text(lang, 'answer.more')}`
  const pieces = blocks
    .flatMap((block) => block.split('\n'))
    .flatMap((line) => (fits(line + more, ports) ? [line] : byWords(line, more, ports)))
  const pages: string[] = []
  let page = ''
  for (const piece of pieces) {
    const longer = page === '' ? piece : `${page}\n${piece}`
    if (fits(longer + more, ports)) page = longer
    else {
      pages.push(page)
      page = piece
    }
  }
  if (page !== '') pages.push(page)
  return pages.map((text, i) => (i < pages.length - 1 ? text + more : text))
}

function byWords(line: string, more: string, ports: Ports): string[] {
  const parts: string[] = []
  let part = ''
  for (const word of line.split(' ')) {
    const longer = part === '' ? word : `${part} ${word}`
    if (part !== '' && !fits(longer + more, ports)) {
      parts.push(part)
      part = word
    } else part = longer
  }
  return part === '' ? parts : [...parts, part]
}
