import type { Lang } from '../../bot/vocabulary.ts'
import { LexicalIndex } from './lexical-index.ts'
import { VectorIndex } from './vector-index.ts'

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
 * Each side's scores are stretched to 0..1 over its best hits, then weighed. Chosen on the cards (a card's own asks against its
 * text without asks, in and across five languages): better than fusion by rank on every pair (docs/decisions/003-retrieval.md).
 */
const VECTOR_WEIGHT = 0.65
/** Across languages words say less: only names and figures are shared. */
const VECTOR_WEIGHT_ACROSS = 0.75
const DEPTH = 100

/** Words and vectors over the same passages, fused by stretched scores. */
export class HybridIndex {
  readonly passages: readonly Passage[]
  readonly #lexical = new Map<Lang, LexicalIndex>()
  readonly #vectors: VectorIndex

  /** @param vectors one a passage, same order */
  constructor(passages: readonly Passage[], vectors: readonly Float32Array[]) {
    this.passages = passages
    this.#vectors = new VectorIndex(vectors)
    for (const lang of new Set(passages.map((p) => p.lang))) {
      const index = new LexicalIndex(lang)
      index.add(passages.flatMap((p, i) => (p.lang === lang ? [{ index: i, text: p.text }] : [])))
      this.#lexical.set(lang, index)
    }
  }

  /** Best first. */
  search(query: HybridQuery): HybridHit[] {
    const depth = Math.max(DEPTH, query.limit)
    const fused = new Map<number, { score: number; cosine?: number; lexical?: number }>()
    if (query.vector) {
      const nearest = this.#vectors.search(query.vector, depth, query.allow)
      const stretch = stretcher(nearest)
      for (const hit of nearest)
        fused.set(hit.index, { score: this.#vectorWeight(hit.index, query.lang) * stretch(hit.score), cosine: hit.score })
    }
    for (const [lang, index] of this.#lexical) {
      // Cards come in every language: their other languages are reached by vector, and by words only where nothing else speaks.
      if (lang !== query.lang && this.#lexical.has(query.lang)) continue
      const hits = index.search(query.text, depth, query.allow)
      const stretch = stretcher([...hits, { score: 0 }])
      const weight = query.vector ? 1 - (lang === query.lang ? VECTOR_WEIGHT : VECTOR_WEIGHT_ACROSS) : 1
      for (const hit of hits) {
        const known = fused.get(hit.index)
        fused.set(hit.index, { ...known, score: (known?.score ?? 0) + weight * stretch(hit.score), lexical: hit.score })
      }
    }
    return [...fused]
      .map(([index, hit]) => ({ index, id: this.passages[index]?.id ?? '', score: hit.score, cosine: hit.cosine, lexical: hit.lexical }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, query.limit)
  }

  #vectorWeight(index: number, lang: Lang): number {
    return this.passages[index]?.lang === lang ? VECTOR_WEIGHT : VECTOR_WEIGHT_ACROSS
  }
}

/** Scores of one side, best first, onto 0..1. */
function stretcher(hits: readonly { readonly score: number }[]): (score: number) => number {
  const best = hits[0]?.score ?? 0
  const worst = hits.at(-1)?.score ?? 0
  const span = best - worst
  return (score) => (span > 0 ? (score - worst) / span : 1)
}
