import MiniSearch from 'minisearch'
import type { Lang } from '../../bot/vocabulary.ts'
import { tokens } from './tokenise.ts'

export interface LexicalHit {
  readonly index: number
  readonly score: number
}

/** Query words used at most: the rarest say most, and a story of 200 words must not cost 200 look-ups. */
const MAX_TERMS = 24
const FUZZY_MIN_CHARS = 5
/** A word that more than this share of many passages has tells nothing and costs most. */
const COMMON_SHARE = 0.1
const MANY_PASSAGES = 5000

/**
 * BM25 over passages of one language: accents folded, stemmed; a word that no passage has is looked up with one slip of the finger.
 * MiniSearch rather than our own: see docs/decisions/003-retrieval.md.
 */
export class LexicalIndex {
  readonly #lang: Lang
  readonly #search: MiniSearch<{ id: number; text: string }>
  readonly #frequency = new Map<string, number>()
  #count = 0

  constructor(lang: Lang) {
    this.#lang = lang
    this.#search = new MiniSearch({
      fields: ['text'],
      tokenize: (text) => text.split(' '),
      processTerm: (term) => (term === '' ? null : term),
      searchOptions: { combineWith: 'OR', bm25: { k: 1.2, b: 0.6, d: 0.5 } },
    })
  }

  /** @param passages `index` is the caller's own number of the passage */
  add(passages: readonly { index: number; text: string }[]): void {
    this.#count += passages.length
    this.#search.addAll(
      passages.map(({ index, text }) => {
        const words = tokens(text, this.#lang)
        for (const word of new Set(words)) this.#frequency.set(word, (this.#frequency.get(word) ?? 0) + 1)
        return { id: index, text: words.join(' ') }
      }),
    )
  }

  /** Best first. `allow` keeps a passage or drops it (country filter). */
  search(text: string, limit: number, allow?: (index: number) => boolean): LexicalHit[] {
    const words = [...new Set(tokens(text, this.#lang))]
    const rarest = words.sort((a, b) => (this.#frequency.get(a) ?? 0) - (this.#frequency.get(b) ?? 0)).slice(0, MAX_TERMS)
    const telling =
      this.#count < MANY_PASSAGES
        ? rarest
        : rarest.filter((word, i) => i < 2 || (this.#frequency.get(word) ?? 0) < COMMON_SHARE * this.#count)
    if (telling.length === 0) return []
    const hits = this.#search.search(telling.join(' '), {
      fuzzy: (term) => (term.length >= FUZZY_MIN_CHARS && !this.#frequency.has(term) ? 1 : false),
      ...(allow ? { filter: (hit) => allow(hit.id as number) } : {}),
    })
    return hits.slice(0, limit).map((hit) => ({ index: hit.id as number, score: hit.score }))
  }
}
