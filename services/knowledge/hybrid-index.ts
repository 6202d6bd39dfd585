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

/** Reciprocal rank fusion: the constant of Cormack et al. 2009; both sides' first ranks count most. */
const RRF_K = 20
const VECTOR_WEIGHT = 0.6
const LEXICAL_WEIGHT = 0.4
const DEPTH = 60

/** Words and vectors over the same passages, fused by rank. */
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
    const lexical = this.#lexical.get(query.lang)?.search(query.text, depth, query.allow) ?? []
    const nearest = query.vector ? this.#vectors.search(query.vector, depth, query.allow) : []
    const fused = new Map<number, { score: number; cosine?: number; lexical?: number }>()
    nearest.forEach((hit, rank) => {
      fused.set(hit.index, { score: (VECTOR_WEIGHT * RRF_K) / (RRF_K + rank), cosine: hit.score })
    })
    lexical.forEach((hit, rank) => {
      const known = fused.get(hit.index)
      fused.set(hit.index, { ...known, score: (known?.score ?? 0) + (LEXICAL_WEIGHT * RRF_K) / (RRF_K + rank), lexical: hit.score })
    })
    return [...fused]
      .map(([index, hit]) => ({ index, id: this.passages[index]?.id ?? '', score: hit.score, cosine: hit.cosine, lexical: hit.lexical }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, query.limit)
  }
}
