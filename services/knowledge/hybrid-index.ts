import type { Lang } from '../../bot/vocabulary.ts'
import { Best } from './best.ts'
import { CompactIndex } from './compact-index.ts'
import { grams, words } from './tokenise.ts'
import { type PassageViews, VectorIndex } from './vector-index.ts'
import { createWordIndex, type WordIndex } from './word-index.ts'

export interface Passage {
  readonly id: string
  readonly lang: Lang
  readonly text: string
}

export interface HybridHit {
  readonly index: number
  readonly id: string
  /** Fused, 0..1. */
  readonly score: number
  readonly cosine: number | undefined
  readonly lexical: number | undefined
}

export interface HybridQuery {
  readonly text: string
  /** Undefined when the model is down: words alone then decide. */
  readonly vector: Float32Array | undefined
  readonly lang: Lang
  readonly limit: number
  readonly allow?: (index: number) => boolean
}

/**
 * What a question's words, and its letter groups, add to the cosine when a passage covers all of them. Absolute shares, not ranks: a
 * question whose words are found nowhere is left to the vectors by itself, and no weight depends on languages being the same.
 */
const WORDS_WEIGHT = 0.1
const GRAMS_WEIGHT = 0.25
const DEPTH = 100
/** Where the sum of cosine and words counts as half near, and how soon it turns: spreads the scores over 0..1 as the cards' ranking expects. */
const HALF_NEAR = 0.675
const NEAR_WIDTH = 0.095

/** Words, letter groups and vectors over the same passages: docs/decisions/003-retrieval.md says what each was worth. */
export class HybridIndex {
  readonly passages: readonly Passage[]
  readonly #words = new Map<Lang, WordIndex>()
  readonly #grams: CompactIndex
  readonly #vectors: VectorIndex
  readonly #lexical: Float32Array

  /** @param vectors one a passage (or several views of it), same order */
  constructor(passages: readonly Passage[], vectors: readonly (Float32Array | PassageViews)[]) {
    this.passages = passages
    this.#vectors = new VectorIndex(vectors)
    this.#lexical = new Float32Array(passages.length)
    const wordsOf = passages.map(({ text }) => words(text))
    this.#grams = new CompactIndex(wordsOf, grams)
    for (const lang of new Set(passages.map((p) => p.lang)))
      this.#words.set(
        lang,
        createWordIndex(
          lang,
          wordsOf.map((own, i) => (passages[i]?.lang === lang ? own : [])),
        ),
      )
  }

  /** Best first. */
  search(query: HybridQuery): HybridHit[] {
    const allow = query.allow ?? (() => true)
    const depth = Math.max(DEPTH, query.limit)
    const lexical = this.#lexicalScores(query)
    const vector = query.vector && this.#vectors.centre(query.vector)
    const byWords = new Best(depth, 0)
    for (let index = 0; index < lexical.length; index++) {
      const score = lexical[index] as number
      if (score > byWords.floor && allow(index)) byWords.offer(index, score)
    }
    const byVector = vector ? this.#vectors.search(vector, depth, allow) : []
    const fused = new Best(query.limit)
    const cosines = new Map(byVector.map(({ index, score }) => [index, score]))
    for (const { index } of byWords.hits) if (vector && !cosines.has(index)) cosines.set(index, this.#vectors.score(vector, index))
    for (const index of new Set([...cosines.keys(), ...byWords.hits.map((hit) => hit.index)]))
      fused.offer(index, (cosines.get(index) ?? 0) + (lexical[index] as number))
    return fused.hits.map(({ index, score }) => ({
      index,
      id: this.passages[index]?.id ?? '',
      // Without vectors the words' share of what words can give stands for the whole.
      score: nearness(vector ? score : score / (WORDS_WEIGHT + GRAMS_WEIGHT)),
      cosine: cosines.get(index),
      lexical: lexical[index] || undefined,
    }))
  }

  /** Words and letter groups of the question, weighed, for every passage. Good until the next call. */
  #lexicalScores(query: HybridQuery): Float32Array {
    const asked = words(query.text)
    const scores = this.#lexical.fill(0)
    // Passages in other languages share names and figures with the question: their words are asked only where there are no others.
    const own = this.#words.get(query.lang)
    for (const index of own ? [own] : this.#words.values()) index.addCoverage(asked, WORDS_WEIGHT, scores)
    this.#grams.addCoverage(asked, GRAMS_WEIGHT, scores)
    return scores
  }
}

function nearness(sum: number): number {
  return 1 / (1 + Math.exp((HALF_NEAR - sum) / NEAR_WIDTH))
}
