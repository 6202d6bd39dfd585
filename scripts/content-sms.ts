import { renderCardBySegments } from '../bot/answer/render-sms.ts'
import type { Lang, Ports } from '../bot/index.ts'
import { fitSegments } from '../services/channels/index.ts'
import { type ContentFiles, createLibrary, fillWords, type SmsOf, type TextOf } from '../services/content/index.ts'

/** As long as an institution's address may be; a longer one costs every card. */
const PUBLIC_URL = 'https://puente.example.org'

/** A card's first SMS, rendered with the bot's own code, in the longest form it can take: facts in grace. */
export function smsForms(files: ContentFiles, text: TextOf): SmsOf {
  const library = createLibrary(files, { clock: () => new Date(0), graceUntil: undefined, publicUrl: () => PUBLIC_URL })
  const ports = { text, fitSegments } as Pick<Ports, 'text' | 'fitSegments'> as Ports
  return (id, lang) => {
    const view = library.card(id, lang)
    const words = library.file(id)?.[lang]
    if (!view || !words) return { segments: 0, encoding: 'GSM-7', hasSource: true }
    const card = { ...view, lang, freshness: 'grace' as const, ...fillWords(words, library.services, lang) }
    const { first } = renderCardBySegments([card], lang, ports)
    const { segments, encoding } = fitSegments(first)
    return { segments, encoding, hasSource: saysSource(first, lang, text) }
  }
}

/** The bot drops the date first when the room is short: then the last line is source, link and the word for more. */
function saysSource(first: string, lang: Lang, text: TextOf): boolean {
  const last = first.split('\n').at(-1) ?? ''
  const withoutLink = last
    .replace(/https?:\/\/\S+/, '')
    .replace(text(lang, 'answer.more'), '')
    .replace(`${text(lang, 'answer.source')}:`, '')
  return last.startsWith(text(lang, 'answer.source')) && withoutLink.trim() !== ''
}
