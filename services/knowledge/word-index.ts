import MiniSearch from 'minisearch'
import type { Lang } from '../../bot/vocabulary.ts'
import { BM25, CompactIndex, inverseFrequency, wholeOf } from './compact-index.ts'
import { stemOf } from './tokenise.ts'

/** Query words used at most: the rarest say most, and a story of 200 words must not cost 200 look-ups. */
const MAX_WORDS = 24
const FUZZY_MIN_CHARS = 5
/** More passages than this are too many for MiniSearch's objects: see docs/decisions/003-retrieval.md. */
const MINISEARCH_LIMIT = 5000

/** The words of passages of one language: stems without stop words, weighed by BM25. */
export interface WordIndex {
  /** Adds to the score at each passage's number `weight` times the share of the question that it covers (about 0..1). */
  addCoverage(words: readonly string[], weight: number, scores: Float32Array): void
}

/** @param passages folded words of each passage; empty where the passage is in another language */
export function createWordIndex(lang: Lang, passages: readonly (readonly string[])[]): WordIndex {
  return passages.filter((words) => words.length > 0).length > MINISEARCH_LIMIT
    ? compactWords(lang, passages)
    : miniSearchWords(lang, passages)
}

/** MiniSearch: a word that no passage has is looked up with one slip of the finger. */
export function miniSearchWords(lang: Lang, passages: readonly (readonly string[])[]): WordIndex {
  const search = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => (term === '' ? null : term),
    searchOptions: { combineWith: 'OR', bm25: BM25 },
  })
  const frequency = new Map<string, number>()
  // Snowball is slow and passages say the same words over and over.
  const stemsOf = new Map<string, string | undefined>()
  const stemmed = (word: string) => {
    if (!stemsOf.has(word)) stemsOf.set(word, stemOf(word, lang))
    return stemsOf.get(word) ?? []
  }
  for (const [id, words] of passages.entries()) {
    if (words.length === 0) continue
    const stems = words.flatMap(stemmed)
    for (const stem of new Set(stems)) frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
    search.add({ id, text: stems.join(' ') })
  }
  const having = (stem: string) => frequency.get(stem) ?? 0
  return {
    addCoverage(words, weight, scores) {
      const stems = words.flatMap((word) => stemOf(word, lang) ?? [])
      const asked = rarest(stems, having)
      if (asked.length === 0) return
      const whole = wholeOf(asked.map((stem) => inverseFrequency(search.documentCount, having(stem))))
      const fuzzy = (term: string) => (term.length >= FUZZY_MIN_CHARS && having(term) === 0 ? 1 : false)
      // MiniSearch multiplies by the number of words found; plain BM25 is wanted, and coverage already rewards many.
      for (const hit of search.search(asked.join(' '), { fuzzy })) {
        const id = hit.id as number
        scores[id] = (scores[id] as number) + (weight * hit.score) / hit.queryTerms.length / whole
      }
    },
  }
}

/** The same by typed arrays, without the slips of the finger (letter groups stand in for them). */
export function compactWords(lang: Lang, passages: readonly (readonly string[])[]): WordIndex {
  return new CompactIndex(passages, (word) => {
    const stem = stemOf(word, lang)
    return stem === undefined ? [] : [stem]
  })
}

function rarest(stems: readonly string[], having: (stem: string) => number): string[] {
  return [...new Set(stems)].sort((a, b) => having(a) - having(b)).slice(0, MAX_WORDS)
}
