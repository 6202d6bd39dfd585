import type { CardView } from '../card.ts'
import type { Utterance } from '../draft.ts'
import type { ChannelCapabilities, Choice, Reply } from '../message.ts'
import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'
import { cardBlocks } from './card-lines.ts'
import { numbered, renderMenuBySegments } from './render-menu.ts'
import { MAX_SEGMENTS, renderCardBySegments, renderTextBySegments } from './render-sms.ts'

/** From so many choices on a question is a menu: numbers to pick from, page by page where it costs. */
const MENU_CHOICES = 4

export interface Rendered {
  readonly replies: readonly Reply[]
  /** Pages for MORE. */
  readonly rest: readonly string[]
}

/**
 * Puts what is to be said into the channel's own form: one message where messages cost, cards where there are cards.
 * Several lines of text become one message: two bubbles cost twice and may arrive in the wrong order.
 */
export function render(say: readonly Utterance[], lang: Lang, capabilities: ChannelCapabilities, ports: Ports): Rendered {
  const texts = say.filter((u) => u.type === 'text')
  const cards = say.flatMap((u) => (u.type === 'cards' ? u.cards : []))
  const asking = texts.findLast((u) => u.choices)
  // Where the text has numbers of its own (parts of a packet), choices are never numbered: they are buttons, or answered in words.
  const isWords = asking?.choicesAre === 'words' && !capabilities.supportsCards
  const choices = isWords ? [] : (asking?.choices ?? [])
  const prose = texts.map((u) => u.text).filter((text) => text !== '')
  const kind = cards.length > 0 ? 'answer' : (texts.find((u) => u.kind === 'crisis')?.kind ?? texts.at(-1)?.kind ?? 'notice')
  if (cards.length === 0 && prose.length === 0) return { replies: [], rest: [] }

  if (capabilities.costsPerSegment) {
    const answer = renderCardBySegments(cards, lang, ports)
    if (cards.length > 0) return { replies: [{ text: withQuestion(answer.first, prose, ports), choices: [], kind }], rest: answer.rest }
    if (choices.length >= MENU_CHOICES) return renderMenuBySegments({ prose, choices, lang, kind }, ports)
    const fitted = renderTextBySegments([...prose, ...numbered(choices)].join('\n'), lang, ports)
    return { replies: [{ text: fitted.first, choices: [], kind }], rest: fitted.rest }
  }
  const buttons = isWords ? buttonsOf(asking.choices ?? [], capabilities) : []
  if (asking && buttons.length > 0) {
    const before = renderRich({ cards, prose: prose.filter((text) => text !== asking.text), choices: [], kind }, lang, capabilities, ports)
    // While pages are left to read, nothing is there to be pressed yet.
    if (before.rest.length === 0) return { replies: [...before.replies, { text: asking.text, choices: buttons, kind }], rest: [] }
  }
  return renderRich({ cards, prose, choices, kind }, lang, capabilities, ports)
}

/** What the channel can show under a line of its own: all choices, else the first two (yes and no), else none. */
function buttonsOf(choices: readonly Choice[], { choiceSizes = [] }: ChannelCapabilities): readonly Choice[] {
  const shown = [choices.length, 2].find((size) => size <= choices.length && choiceSizes.includes(size))
  return shown === undefined ? [] : choices.slice(0, shown)
}

/** A question after a card is put in a few words, without its list: a name is an answer too, and the list would cost a segment. */
function withQuestion(answer: string, prose: readonly string[], ports: Ports): string {
  const both = [answer, ...prose].join('\n')
  return ports.fitSegments(both).segments <= MAX_SEGMENTS
    ? both
    : [...answer.split('\n').filter((_, i) => i === 0 || i === answer.split('\n').length - 1), ...prose].join('\n')
}

interface Parts {
  readonly cards: readonly CardView[]
  readonly prose: readonly string[]
  readonly choices: readonly Choice[]
  readonly kind: Reply['kind']
}

function renderRich(parts: Parts, lang: Lang, capabilities: ChannelCapabilities, ports: Ports): Rendered {
  const { cards, prose, choices, kind } = parts
  const bold = (text: string) => (capabilities.supportsBold ? `*${text}*` : text)
  const hasOwnChoices = choices.length <= Math.max(capabilities.maxButtons, capabilities.maxListRows)
  // Titles longer than the channel's buttons are also told in full in the text.
  const titlesFit = hasOwnChoices && choices.every((c) => c.title.length <= capabilities.maxChoiceTitleChars)
  const list = choices.length === 0 || (titlesFit && capabilities.maxButtons > 0) ? [] : [numbered(choices).join('\n')]
  const blocks = cards.flatMap((card) => [
    ...(card.lang === lang ? [] : [ports.text(lang, 'language.only_reference')]),
    `${bold(card.title)}\n${card.short}`,
    ...cardBlocks(card, lang, ports, bold),
  ])
  if (cards.length + prose.length === 0 && choices.length === 0) return { replies: [], rest: [] }
  const pages = pagesOf([...blocks, ...prose, ...list], capabilities.maxBodyChars, ports.text(lang, 'answer.more'))
  const [text = '', ...rest] = pages
  const card = capabilities.supportsCards ? cards[0] : undefined
  const replies: Reply[] = [{ text, choices: hasOwnChoices ? choices : [], kind, ...(card ? { card } : {}) }]
  // A second need gets a card of its own where the channel shows cards.
  if (capabilities.supportsCards)
    for (const other of cards.slice(1))
      replies.push({
        text: [`${other.title}\n${other.short}`, ...cardBlocks(other, lang, ports, bold)].join('\n\n'),
        choices: [],
        kind,
        card: other,
      })
  return { replies, rest }
}

function pagesOf(blocks: readonly string[], maxChars: number, more: string): string[] {
  const room = maxChars - more.length - 1
  const pages: string[] = []
  let page = ''
  for (const block of blocks.flatMap((b) => (b.length > room ? (b.match(new RegExp(`[\\s\\S]{1,${room}}(?=\\s|$)`, 'g')) ?? [b]) : [b]))) {
    const longer = page === '' ? block : `${page}\n\n${block}`
    if (longer.length <= room) page = longer
    else {
      pages.push(page)
      page = block
    }
  }
  if (page !== '') pages.push(page)
  return pages.map((text, i) => (i < pages.length - 1 ? `${text}\n${more}` : text))
}
