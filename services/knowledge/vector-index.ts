import { Best, type Scored } from './best.ts'

/** Several looks at one passage: the whole of it (or long stretches), and short parts when it is long. */
export interface PassageViews {
  readonly whole: readonly Float32Array[]
  readonly parts: readonly Float32Array[]
}

/** Up to here every vector is compared in full; beyond, sign bits choose who is. */
const EXACT_LIMIT = 4096
/** Candidates by sign bits for one asked: enough that the true best ten are among them. */
const OVERSAMPLING = 12
const MIN_CANDIDATES = 1200
/** How much of the mean vector is taken off: the encoder's vectors lie in a narrow cone, and what all share tells nothing. */
const CENTRING = 0.5
/** With few passages their mean is a guess, and less of it is taken off. */
const CENTRING_SURE_AT = 20

/**
 * Unit vectors, searched by cosine. Large sets go in two steps: Hamming distance over sign bits (12 words a vector)
 * picks candidates, full precision ranks them. Rejected: HNSW (minutes to build at 100,000, a native dependency, no exactness).
 */
export class VectorIndex {
  readonly #width: number
  readonly #bitWords: number
  readonly #mean: Float32Array
  readonly #vectors: Float32Array
  readonly #bits: Uint32Array
  readonly #owners: Uint32Array
  /** Vectors of passage i: whole from #starts[i], parts from #parts[i], to #starts[i + 1]. */
  readonly #starts: Uint32Array
  readonly #parts: Uint32Array

  /** @param passages unit vectors of one width, one passage each or several views of it */
  constructor(passages: readonly (Float32Array | PassageViews)[]) {
    const views = passages.map((p): PassageViews => (ArrayBuffer.isView(p) ? { whole: [p], parts: [] } : p))
    const rows = views.flatMap(({ whole, parts }) => [...whole, ...parts])
    this.#width = rows[0]?.length ?? 0
    this.#bitWords = Math.ceil(this.#width / 32)
    this.#mean = meanOf(rows, this.#width)
    this.#vectors = new Float32Array(rows.length * this.#width)
    this.#bits = new Uint32Array(rows.length * this.#bitWords)
    this.#owners = new Uint32Array(rows.length)
    this.#starts = new Uint32Array(views.length + 1)
    this.#parts = new Uint32Array(views.length)
    views.forEach(({ whole, parts }, i) => {
      const start = this.#starts[i] as number
      this.#parts[i] = start + whole.length
      this.#starts[i + 1] = start + whole.length + parts.length
      this.#owners.fill(i, start, this.#starts[i + 1])
    })
    rows.forEach((row, r) => {
      const vector = this.centre(row)
      this.#vectors.set(vector, r * this.#width)
      this.#bits.set(signBits(vector, this.#bitWords), r * this.#bitWords)
    })
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
    if (this.#owners.length <= EXACT_LIMIT) for (let index = 0; index < this.#parts.length; index++) offer(index)
    else for (const index of this.#nearestBySign(query, Math.max(limit * OVERSAMPLING, MIN_CANDIDATES))) offer(index)
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
    const vectors = this.#vectors
    const width = this.#width
    let best = -1
    for (let row = from, at = from * width; row < to; row++, at += width) {
      let sum = 0
      for (let i = 0; i < width; i++) sum += (query[i] as number) * (vectors[at + i] as number)
      if (sum > best) best = sum
    }
    return best
  }

  /** Passages that own the `count` vectors with the fewest differing signs (more when the last are equal). */
  #nearestBySign(query: Float32Array, count: number): Set<number> {
    const bits = this.#bits
    const bitWords = this.#bitWords
    const wanted = signBits(query, bitWords)
    const rows = this.#owners.length
    const distances = new Uint16Array(rows)
    const histogram = new Uint32Array(this.#width + 1)
    for (let row = 0, at = 0; row < rows; row++) {
      let distance = 0
      for (let w = 0; w < bitWords; w++, at++) distance += popcount((wanted[w] as number) ^ (bits[at] as number))
      distances[row] = distance
      histogram[distance] = (histogram[distance] as number) + 1
    }
    let cut = 0
    for (let seen = 0; cut < histogram.length; cut++) {
      seen += histogram[cut] as number
      if (seen >= count) break
    }
    const found = new Set<number>()
    for (let row = 0; row < rows; row++) if ((distances[row] as number) <= cut) found.add(this.#owners[row] as number)
    return found
  }
}

/** The part of the mean that is taken off every vector. */
function meanOf(rows: readonly Float32Array[], width: number): Float32Array {
  const mean = new Float32Array(width)
  for (const row of rows) for (let i = 0; i < width; i++) mean[i] = (mean[i] as number) + (row[i] as number)
  return mean.map((sum) => (CENTRING * sum) / (rows.length + CENTRING_SURE_AT))
}

function signBits(vector: Float32Array, words: number): Uint32Array {
  const bits = new Uint32Array(words)
  for (let i = 0; i < vector.length; i++) if ((vector[i] as number) > 0) bits[i >>> 5] = ((bits[i >>> 5] as number) | (1 << (i & 31))) >>> 0
  return bits
}

/** Bits that are set in 32 (Hamming weight by halves). */
function popcount(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
