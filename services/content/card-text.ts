import type { Lang } from '../../bot/vocabulary.ts'
import type { CardFile, CardWords } from './card-schema.ts'
import { fillPlaceholders } from './placeholders.ts'
import type { ServiceRecord } from './service-schema.ts'

/** The prose fields of a card with their field names, for checks and for filling. */
export function proseFields(words: CardWords): { field: string; text: string }[] {
  const one = (field: 'title' | 'short' | 'cost' | 'time' | 'note') => (words[field] === undefined ? [] : [{ field, text: words[field] }])
  const many = (field: 'steps' | 'requires') => (words[field] ?? []).map((text, i) => ({ field: `${field}.${i}`, text }))
  return [...one('title'), ...one('short'), ...many('steps'), ...many('requires'), ...one('cost'), ...one('time'), ...one('note')]
}

export interface FilledWords {
  readonly title: string
  readonly short: string
  readonly steps: readonly string[]
  readonly requires: readonly string[]
  readonly cost: string | undefined
  readonly time: string | undefined
  readonly note: string | undefined
}

/** A card's words in one language with every placeholder filled. */
export function fillWords(words: CardWords, services: ReadonlyMap<string, ServiceRecord>, lang: Lang): FilledWords {
  const fill = (text: string) => fillPlaceholders(text, services, lang).text
  const maybe = (text: string | undefined) => (text === undefined ? undefined : fill(text))
  return {
    title: fill(words.title),
    short: fill(words.short),
    steps: words.steps.map(fill),
    requires: (words.requires ?? []).map(fill),
    cost: maybe(words.cost),
    time: maybe(words.time),
    note: maybe(words.note),
  }
}

/** The languages that a card has, Spanish first. */
export function languagesOf(card: CardFile): Lang[] {
  return (['es', 'en', 'ht', 'fr', 'pt'] as const).filter((lang) => card[lang] !== undefined)
}
