export interface Scored {
  readonly index: number
  readonly score: number
}

/** Keeps the best so many of a stream of scores, best first; equals keep their order. Cheaper than an object each and a sort of all. */
export class Best {
  readonly hits: Scored[] = []
  readonly #limit: number
  /** What is not above this is not kept. */
  floor: number

  constructor(limit: number, floor = Number.NEGATIVE_INFINITY) {
    this.#limit = limit
    this.floor = floor
  }

  offer(index: number, score: number): void {
    if (score <= this.floor) return
    let low = 0
    let high = this.hits.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.hits[middle] as Scored).score >= score) low = middle + 1
      else high = middle
    }
    this.hits.splice(low, 0, { index, score })
    if (this.hits.length > this.#limit) this.hits.pop()
    if (this.hits.length === this.#limit) this.floor = (this.hits.at(-1) as Scored).score
  }
}
