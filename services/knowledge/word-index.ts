import MiniSearch from 'minisearch'
import type { Lang } from '../../bot/vocabulary.ts'
import { BM25, CompactIndex, inverseFrequency } from './compact-index.ts'
import { stemOf } from './tokenise.ts'

/** Query words used at most: the rarest say most, and a story of 200 words must not cost 200 look-ups. */
const MAX_WORDS = 24
const FUZZY_MIN_CHARS = 5
/** More passages than this are too many for MiniSearch's objects: see docs/decisions/003-retrieval.md. */
const MINISEARCH_LIMIT = 5000

/** The words of passages of one language: stems without stop words, weighed by BM25. */
export interface WordIndex {
  /** Writes to `scores`, at each passage's number, the share of the question's weight that it covers (about 0..1). */
  cover(words: readonly string[], scores: Float32Array): void
}

/** @param passages `index` is the caller's own number of the passage; `words` are folded */
export function createWordIndex(lang: Lang, passages: readonly { index: number; words: readonly string[] }[]): WordIndex {
  return passages.length > MINISEARCH_LIMIT ? compactWords(lang, passages) : miniSearchWords(lang, passages)
}

/** MiniSearch: a word that no passage has is looked up with one slip of the finger. */
export function miniSearchWords(lang: Lang, passages: readonly { index: number; words: readonly string[] }[]): WordIndex {
  const search = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: (text) => text.split(' '),
    processTerm: (term) => (term === '' ? null : term),
    searchOptions: { combineWith: 'OR', bm25: { ...BM25, d: 0 } },
  })
  const frequency = new Map<string, number>()
  search.addAll(
    passages.map(({ index, words }) => {
      const stems = words.flatMap((word) => stemOf(word, lang) ?? [])
      for (const stem of new Set(stems)) frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
      return { id: index, text: stems.join(' ') }
    }),
  )
  const having = (stem: string) => frequency.get(stem) ?? 0
  return {
    cover(words, scores) {
      const stems = rarest(
        words.flatMap((word) => stemOf(word, lang) ?? []),
        having,
      )
      if (stems.length === 0) return
      const whole = stems.reduce((sum, stem) => sum + inverseFrequency(passages.length, having(stem)), 0)
      const fuzzy = (term: string) => (term.length >= FUZZY_MIN_CHARS && having(term) === 0 ? 1 : false)
      // MiniSearch multiplies by the number of words found; plain BM25 is wanted, and coverage already rewards many.
      for (const hit of search.search(stems.join(' '), { fuzzy })) scores[hit.id as number] = hit.score / hit.queryTerms.length / whole
    },
  }
}

/** The same by typed arrays, without the slips of the finger (letter groups stand in for them). */
export function compactWords(lang: Lang, passages: readonly { index: number; words: readonly string[] }[]): WordIndex {
  const index = new CompactIndex(
    passages.map(({ words }) => words),
    (word) => {
      const stem = stemOf(word, lang)
      return stem === undefined ? [] : [stem]
    },
  )
  return {
    cover(words, scores) {
      const covered = index.coverage(words)
      passages.forEach((passage, i) => {
        scores[passage.index] = covered[i] as number
      })
    },
  }
}

function rarest(stems: readonly string[], having: (stem: string) => number): string[] {
  return [...new Set(stems)].sort((a, b) => having(a) - having(b)).slice(0, MAX_WORDS)
}
