import { type CardCountry, COUNTRIES, LANGUAGES, type Lang, TOPICS, type Topic } from '../../bot/vocabulary.ts'
import { isStale } from './check-card.ts'
import type { ContentFiles } from './load-content.ts'

/** What is known of one topic in one country: how many cards, and in how many of them each language is current. */
export interface CoverageCell {
  readonly cards: number
  readonly langs: Readonly<Record<Lang, number>>
}

export interface Coverage {
  readonly countries: readonly CardCountry[]
  readonly topics: readonly Topic[]
  cell(topic: Topic, country: CardCountry): CoverageCell
  /** Topics with a card of the country itself, of all topics. */
  covered(country: CardCountry): number
}

const NONE: CoverageCell = { cards: 0, langs: { es: 0, en: 0, ht: 0, fr: 0, pt: 0 } }

/** Counts cards by country, topic and language; a stale translation does not count. */
export function coverageOf(files: ContentFiles): Coverage {
  const cells = new Map<string, { cards: number; langs: Record<Lang, number> }>()
  for (const { value: card } of files.cards.values()) {
    const key = `${card.country}|${card.topic}`
    const cell = cells.get(key) ?? { cards: 0, langs: { ...NONE.langs } }
    cell.cards++
    for (const lang of LANGUAGES) if (card[lang] && !isStale(card, lang)) cell.langs[lang]++
    cells.set(key, cell)
  }
  const cell = (topic: Topic, country: CardCountry) => cells.get(`${country}|${topic}`) ?? NONE
  return {
    countries: [...COUNTRIES, 'any'],
    topics: TOPICS,
    cell,
    covered: (country) => TOPICS.filter((topic) => cell(topic, country).cards > 0).length,
  }
}
