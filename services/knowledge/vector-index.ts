import { Best, type Scored } from './best.ts'
import { dot, SignCodes } from './sign-codes.ts'

/** Several looks at one passage: the whole of it (or long stretches), and short parts when it is long. */
export interface PassageViews {
  readonly whole: readonly Float32Array[]
  readonly parts: readonly Float32Array[]
}

/** Up to here every vector is compared in full; beyond, sign bits choose who is. */
const EXACT_LIMIT = 8192
/** Vectors that the sign bits let through: of 100,000 the true best ten are among them in more than 99 of 100 cases. */
const CANDIDATES = 3500
/** How much of the mean vector is taken off: the encoder's vectors lie in a narrow cone, and what all share tells nothing. */
const CENTRING = 0.5
/** With few passages their mean is a guess, and less of it is taken off. */
const CENTRING_SURE_AT = 20

/**
 * Unit vectors, searched by cosine. Large sets go in two steps: the question's own numbers against the signs of each vector pick
 * candidates (eight signs a look-up), full precision ranks them. docs/decisions/003-retrieval.md has what else was tried.
 */
export class VectorIndex {
  readonly #width: number
  readonly #mean: Float32Array
  readonly #vectors: Float32Array
  readonly #signs: SignCodes | undefined
  readonly #owners: Uint32Array
  /** Vectors of passage i: whole from #starts[i], parts from #parts[i], to #starts[i + 1]. */
  readonly #starts: Uint32Array
  readonly #parts: Uint32Array

  /** @param passages unit vectors of one width, one passage each or several views of it */
  constructor(passages: readonly (Float32Array | PassageViews)[]) {
    const views = passages.map((p): PassageViews => (ArrayBuffer.isView(p) ? { whole: [p], parts: [] } : p))
    const rows = views.flatMap(({ whole, parts }) => [...whole, ...parts])
    this.#width = rows[0]?.length ?? 0
    this.#mean = meanOf(rows, this.#width)
    this.#vectors = new Float32Array(rows.length * this.#width)
    this.#owners = new Uint32Array(rows.length)
    this.#starts = new Uint32Array(views.length + 1)
    this.#parts = new Uint32Array(views.length)
    views.forEach(({ whole, parts }, i) => {
      const start = this.#starts[i] as number
      this.#parts[i] = start + whole.length
      this.#starts[i + 1] = start + whole.length + parts.length
      this.#owners.fill(i, start, this.#starts[i + 1])
    })
    for (const [r, row] of rows.entries()) this.#vectors.set(this.centre(row), r * this.#width)
    this.#signs = rows.length > EXACT_LIMIT ? new SignCodes(this.#vectors, this.#width) : undefined
  }

  /** The vector without its share of the mean, of length one again: what `search` and `score` take. */
  centre(vector: Float32Array): Float32Array {
    const off = vector.map((x, i) => x - (this.#mean[i] as number))
    const length = Math.sqrt(off.reduce((sum, x) => sum + x * x, 0)) || 1
    return off.map((x) => x / length)
  }

  /** Best first. `allow` keeps a passage or drops it. */
  search(query: Float32Array, limit: number, allow?: (index: number) => boolean): readonly Scored[] {
    const best = new Best(limit)
    const offer = (index: number) => {
      if (!allow || allow(index)) best.offer(index, this.score(query, index))
    }
    if (!this.#signs) for (let index = 0; index < this.#parts.length; index++) offer(index)
    else for (const index of new Set(this.#signs.nearest(query, CANDIDATES).map((row) => this.#owners[row] as number))) offer(index)
    return best.hits
  }

  /** Cosine of a passage: of its best whole view, and of its best part for the other half. */
  score(query: Float32Array, index: number): number {
    const parts = this.#parts[index] as number
    const end = this.#starts[index + 1] as number
    const whole = this.#nearest(query, this.#starts[index] as number, parts)
    return parts === end ? whole : (whole + this.#nearest(query, parts, end)) / 2
  }

  #nearest(query: Float32Array, from: number, to: number): number {
    let best = -1
    for (let row = from; row < to; row++) best = Math.max(best, dot(query, this.#vectors, row * this.#width))
    return best
  }
}

/** The part of the mean that is taken off every vector. */
function meanOf(rows: readonly Float32Array[], width: number): Float32Array {
  const mean = new Float32Array(width)
  for (const row of rows) for (let i = 0; i < width; i++) mean[i] = (mean[i] as number) + (row[i] as number)
  return mean.map((sum) => (CENTRING * sum) / (rows.length + CENTRING_SURE_AT))
}
