export interface VectorHit {
  readonly index: number
  /** Cosine. */
  readonly score: number
}

/** Up to here every vector is compared in full; beyond, sign bits choose who is. */
const EXACT_LIMIT = 4096
/** Candidates by sign bits for one asked: enough that the true best ten are among them. */
const OVERSAMPLING = 40
const MIN_CANDIDATES = 600

/**
 * Unit vectors, searched by cosine. Large sets go in two steps: Hamming distance over sign bits (12 words a vector)
 * picks candidates, full precision ranks them. Rejected: HNSW (minutes to build at 100,000, a native dependency, no exactness).
 */
export class VectorIndex {
  readonly #width: number
  readonly #vectors: Float32Array
  readonly #bits: Uint32Array
  readonly #words: number
  readonly #count: number

  /** @param vectors unit vectors of one width */
  constructor(vectors: readonly Float32Array[]) {
    this.#count = vectors.length
    this.#width = vectors[0]?.length ?? 0
    this.#words = Math.ceil(this.#width / 32)
    this.#vectors = new Float32Array(this.#count * this.#width)
    this.#bits = new Uint32Array(this.#count * this.#words)
    vectors.forEach((vector, i) => {
      this.#vectors.set(vector, i * this.#width)
      this.#bits.set(signBits(vector, this.#words), i * this.#words)
    })
  }

  /** Best first. `allow` keeps a vector or drops it. */
  search(query: Float32Array, limit: number, allow?: (index: number) => boolean): VectorHit[] {
    const candidates = this.#count <= EXACT_LIMIT ? undefined : this.#nearestBySign(query, Math.max(limit * OVERSAMPLING, MIN_CANDIDATES))
    const count = candidates?.length ?? this.#count
    // The best so far, worst first out: far cheaper than an object a vector and a sort of all.
    const best: VectorHit[] = []
    let floor = Number.NEGATIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const index = candidates ? (candidates[i] as number) : i
      if (allow && !allow(index)) continue
      const score = this.#dot(query, index)
      if (best.length === limit && score <= floor) continue
      insert(best, { index, score }, limit)
      if (best.length === limit) floor = (best.at(-1) as VectorHit).score
    }
    return best
  }

  #dot(query: Float32Array, index: number): number {
    const at = index * this.#width
    let sum = 0
    for (let i = 0; i < this.#width; i++) sum += (query[i] as number) * (this.#vectors[at + i] as number)
    return sum
  }

  #nearestBySign(query: Float32Array, count: number): number[] {
    const wanted = signBits(query, this.#words)
    const distances = new Uint16Array(this.#count)
    const histogram = new Uint32Array(this.#width + 1)
    for (let i = 0, at = 0; i < this.#count; i++) {
      let distance = 0
      for (let w = 0; w < this.#words; w++, at++) distance += popcount((wanted[w] as number) ^ (this.#bits[at] as number))
      distances[i] = distance
      histogram[distance] = (histogram[distance] as number) + 1
    }
    let cut = 0
    for (let seen = 0; cut < histogram.length; cut++) {
      seen += histogram[cut] as number
      if (seen >= count) break
    }
    const found: number[] = []
    for (let i = 0; i < this.#count; i++) if ((distances[i] as number) <= cut) found.push(i)
    return found
  }
}

/** Puts a hit into a list that is sorted best first and no longer than `limit`; equals keep their order. */
function insert(best: VectorHit[], hit: VectorHit, limit: number): void {
  let low = 0
  let high = best.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((best[middle] as VectorHit).score >= hit.score) low = middle + 1
    else high = middle
  }
  best.splice(low, 0, hit)
  if (best.length > limit) best.pop()
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
