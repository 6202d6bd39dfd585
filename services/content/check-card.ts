import type { Lang } from '../../bot/vocabulary.ts'
import type { CardFile } from './card-schema.ts'
import { languagesOf, proseFields } from './card-text.ts'
import type { Fault } from './fault.ts'
import { fingerprint } from './fingerprint.ts'
import { datedPart } from './freshness.ts'
import type { Loaded } from './load-content.ts'
import { fillPlaceholders, servicesNamed, withoutPlaceholders } from './placeholders.ts'
import { lineFinder } from './read-yaml.ts'
import type { ServiceRecord } from './service-schema.ts'

/** A filled `short` longer than this does not leave room for its source in two SMS (2 × 153 GSM-7 characters). */
export const SHORT_BUDGET_CHARS = 200

/** Languages that a country's cards must have. */
export function languagesRequired(country: CardFile['country']): Lang[] {
  const creole: Lang[] = ['ht', 'do', 'any', 'mx'].includes(country) ? ['ht', 'fr'] : []
  const portuguese: Lang[] = ['any', 'mx'].includes(country) ? ['pt'] : []
  return ['es', 'en', ...creole, ...portuguese]
}

/** Everything that must hold inside one card, given the service records. */
export function checkCard(card: Loaded<CardFile>, services: ReadonlyMap<string, ServiceRecord>): Fault[] {
  const { value, file } = card
  const found: { path: string[]; what: string; fix: string }[] = []
  const say = (path: string[], what: string, fix: string) => found.push({ path, what, fix })

  const expected = `content/cards/${value.id.replace('.', '/')}.yaml`
  if (file !== expected) say(['id'], `"${value.id}" does not fit the file name`, `Rename the file to ${expected} or correct the id.`)
  const [idCountry, idTopic] = value.id.split('.')
  if (idCountry !== value.country) say(['country'], `"${value.country}" differs from the id`, `Write ${idCountry}.`)
  if (idTopic !== value.topic) say(['topic'], `"${value.topic}" differs from the id`, `Write ${idTopic}.`)

  value.services.forEach((id, i) => {
    if (!services.has(id)) say(['services', String(i)], `there is no service "${id}"`, 'Write the id of a file in content/services or add the record.')
  })
  const newest = value.sources.map((s) => datedPart(s.published) ?? '').sort().at(-1) || 'unknown'
  if (value.checked_on !== 'unknown' && value.checked_on > newest && !value.review_by)
    say(['checked_on'], `"${value.checked_on}" is newer than every source (${newest})`, `Write "${newest}", or set review_by after checking the fact yourself.`)

  for (const lang of languagesRequired(value.country)) if (!value[lang]) say([], `the language "${lang}" is missing`, `Add a block "${lang}:" (see content/README.md).`)
  const listed = new Map(value.services.flatMap((id) => (services.has(id) ? [[id, services.get(id) as ServiceRecord]] : [])))
  for (const lang of languagesOf(value)) checkWords(value, lang, listed, say)

  const locate = found.length > 0 ? lineFinder(card.text) : () => 0
  return found.map(({ path, what, fix }) => ({ file, line: locate(path), field: path.join('.') || 'file', what, fix }))
}

function checkWords(card: CardFile, lang: Lang, listed: ReadonlyMap<string, ServiceRecord>, say: (path: string[], what: string, fix: string) => void) {
  const words = card[lang]
  if (!words) return
  for (const { field, text } of proseFields(words)) {
    const path = [lang, ...field.split('.')]
    const digits = /\S*\d\S*/.exec(withoutPlaceholders(text))
    if (digits) say(path, `the figure "${digits[0]}" is typed into the text`, 'Put it into the service record (phones, fees, schedule or values) and write {{service.value.name}} here.')
    const link = /https?:\/\/\S+|www\.\S+|\S+@\S+\.\w+/.exec(withoutPlaceholders(text))
    if (link) say(path, `the link or address "${link[0]}" is typed into the text`, 'Put it into the service record and write {{service.url}} here.')
    for (const missing of fillPlaceholders(text, listed, lang).unresolved) {
      const id = servicesNamed(missing)[0] ?? ''
      const why = card.services.includes(id) ? 'the record has no such field' : `"${id}" is not among this card's services`
      say(path, `${missing} cannot be filled: ${why}`, 'List the service on the card, or add the field to its record.')
    }
  }
  const short = fillPlaceholders(words.short, listed, lang).text
  if (short.length > SHORT_BUDGET_CHARS)
    say([lang, 'short'], `is ${short.length} characters long once filled in`, `Shorten it to ${SHORT_BUDGET_CHARS} or fewer; details go into steps or note.`)
  const before = words.short.split(/\s+/).length
  if (before > 60) say([lang, 'short'], `has ${before} words before the first step`, 'Use 60 or fewer.')
  if (lang !== 'es') {
    const from = (words as { from?: string }).from
    if (!from) say([lang, 'from'], 'the fingerprint of the Spanish is missing', 'Run npm run content:stamp after reading the translation against the Spanish.')
  }
}

/** A translation that was made from other Spanish words than today's. */
export function isStale(card: CardFile, lang: Lang): boolean {
  if (lang === 'es') return false
  const translation = card[lang]
  return translation !== undefined && translation.from !== fingerprint(card.es)
}
