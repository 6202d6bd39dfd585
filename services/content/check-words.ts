import type { Lang } from '../../bot/vocabulary.ts'
import type { CardFile } from './card-schema.ts'
import { proseFields } from './card-text.ts'
import type { Say } from './fault.ts'
import { fillPlaceholders, servicesNamed, withoutPlaceholders } from './placeholders.ts'
import { proseFaults } from './prose-rules.ts'
import type { ServiceRecord } from './service-schema.ts'

/** A filled `short` longer than this does not leave room for its source in two SMS (2 × 153 GSM-7 characters). */
export const SHORT_BUDGET_CHARS = 200
/** What a person reads before the first thing to do: title and short, placeholders filled in. */
export const WORDS_BEFORE_FIRST_STEP = 60

/** Everything that must hold for a card's words in one language. @param listed the records that the card lists, by id */
export function checkWords(card: CardFile, lang: Lang, listed: ReadonlyMap<string, ServiceRecord>, say: Say): void {
  const words = card[lang]
  if (!words) return
  for (const { field, text } of proseFields(words)) checkProse(card, [lang, ...field.split('.')], text, { lang, listed }, say)

  const short = fillPlaceholders(words.short, listed, lang).text
  if (short.length > SHORT_BUDGET_CHARS)
    say(
      [lang, 'short'],
      `is ${short.length} characters long once filled in`,
      `Shorten it to ${SHORT_BUDGET_CHARS} or fewer; details go into steps or note.`,
    )
  const before = `${words.title} ${short}`.trim().split(/\s+/).length
  if (before > WORDS_BEFORE_FIRST_STEP)
    say([lang, 'short'], `has ${before} words, with the title, before the first step`, `Use ${WORDS_BEFORE_FIRST_STEP} or fewer.`)
  words.asks.forEach((ask, i) => {
    if (/\d{7,}|\S+@\S+\.\w+/.test(ask.replace(/[\s().-]/g, '')))
      say([lang, 'asks', String(i)], 'holds a phone number or an e-mail address', 'Take it out: an ask never identifies anybody.')
  })
  if (lang !== 'es' && !('from' in words && words.from))
    say(
      [lang, 'from'],
      'the fingerprint of the Spanish is missing',
      'Run npm run content:stamp after reading the translation against the Spanish.',
    )
}

function checkProse(
  card: CardFile,
  path: string[],
  text: string,
  { lang, listed }: { lang: Lang; listed: ReadonlyMap<string, ServiceRecord> },
  say: Say,
): void {
  const bare = withoutPlaceholders(text)
  const digits = /\S*\d\S*/.exec(bare)
  if (digits)
    say(
      path,
      `the figure "${digits[0]}" is typed into the text`,
      'Put it into the service record (phones, fees, schedule or values) and write {{service.value.name}} here.',
    )
  const link = /https?:\/\/\S+|www\.\S+|\S+@\S+\.\w+/.exec(bare)
  if (link)
    say(path, `the link or address "${link[0]}" is typed into the text`, 'Put it into the service record and write {{service.url}} here.')
  if (/[{}]/.test(bare)) say(path, 'a placeholder is not closed', 'Write it as {{service.field}} with two braces on each side.')
  for (const missing of fillPlaceholders(text, listed, lang).unresolved) {
    const id = servicesNamed(missing)[0] ?? ''
    const why = card.services.includes(id) ? 'the record has no such field' : `"${id}" is not among this card's services`
    say(path, `${missing} cannot be filled: ${why}`, 'List the service on the card, or add the field to its record.')
  }
  for (const { what, fix } of proseFaults(bare, lang)) say(path, what, fix)
}
