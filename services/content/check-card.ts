import type { Lang } from '../../bot/vocabulary.ts'
import type { CardFile } from './card-schema.ts'
import { languagesOf } from './card-text.ts'
import { checkWords } from './check-words.ts'
import type { Fault, Say } from './fault.ts'
import { fingerprint } from './fingerprint.ts'
import { datedPart, startOfPeriod } from './freshness.ts'
import type { Loaded } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'
import type { ServiceRecord } from './service-schema.ts'

/** Languages that a country's cards must have. */
export function languagesRequired(country: CardFile['country']): Lang[] {
  const creole: Lang[] = ['ht', 'do', 'any', 'mx'].includes(country) ? ['ht', 'fr'] : []
  const portuguese: Lang[] = ['any', 'mx'].includes(country) ? ['pt'] : []
  return ['es', 'en', ...creole, ...portuguese]
}

/** Everything that must hold inside one card, given the service records. @param now no date of a source lies after it */
export function checkCard(card: Loaded<CardFile>, services: ReadonlyMap<string, ServiceRecord>, now?: Date): Fault[] {
  const { value, file } = card
  const found: { path: string[]; what: string; fix: string }[] = []
  const say: Say = (path, what, fix) => found.push({ path, what, fix })

  checkPlace(value, file, say)
  checkDates(value, now, say)
  value.services.forEach((id, i) => {
    if (!services.has(id))
      say(['services', String(i)], `there is no service "${id}"`, 'Write the id of a file in content/services or add the record.')
  })
  if (value.sources.every((source) => source.url === '' && source.kind !== 'seed'))
    say(['sources'], 'no source has a link', 'Add the url of at least one source; people are shown where a fact is from.')
  for (const lang of languagesRequired(value.country))
    if (!value[lang]) say([], `the language "${lang}" is missing`, `Add a block "${lang}:" (see content/README.md).`)
  const listed = new Map(value.services.flatMap((id) => (services.has(id) ? [[id, services.get(id) as ServiceRecord]] : [])))
  for (const lang of languagesOf(value)) checkWords(value, lang, listed, say)

  const locate = found.length > 0 ? lineFinder(card.text) : () => 0
  return found.map(({ path, what, fix }) => ({ file, line: locate(path), field: path.join('.') || 'file', what, fix }))
}

/** File name, id, country and topic say the same. */
function checkPlace(card: CardFile, file: string, say: Say): void {
  const expected = `content/cards/${card.id.replace('.', '/')}.yaml`
  if (file !== expected) say(['id'], `"${card.id}" does not fit the file name`, `Rename the file to ${expected} or correct the id.`)
  const [idCountry, idTopic] = card.id.split('.')
  if (idCountry !== card.country) say(['country'], `"${card.country}" differs from the id`, `Write ${idCountry}.`)
  if (idTopic !== card.topic) say(['topic'], `"${card.topic}" differs from the id`, `Write ${idTopic}.`)
}

function checkDates(card: CardFile, now: Date | undefined, say: Say): void {
  const newest =
    card.sources
      .map((s) => datedPart(s.published) ?? '')
      .sort()
      .at(-1) || 'unknown'
  if (card.checked_on !== 'unknown' && (newest === 'unknown' || card.checked_on > newest) && !card.review_by)
    say(
      ['checked_on'],
      `"${card.checked_on}" is newer than every source (${newest})`,
      `Write "${newest}", or set review_by after checking the fact yourself.`,
    )
  const checked = startOfPeriod(card.checked_on)
  if (now && checked && checked > now)
    say(['checked_on'], `"${card.checked_on}" has not come yet`, 'Write the day on which the facts were checked.')
  if (card.review_by && checked && card.review_by < checked.toISOString().slice(0, 10))
    say(
      ['review_by'],
      `"${card.review_by}" lies before checked_on`,
      'Write the day by which the facts must be read again, or remove review_by.',
    )
}

/** A translation that was made from other Spanish words than today's. */
export function isStale(card: CardFile, lang: Lang): boolean {
  if (lang === 'es') return false
  const translation = card[lang]
  return translation !== undefined && translation.from !== fingerprint(card.es)
}
