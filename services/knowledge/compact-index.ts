/**
 * BM25+: how soon repetition stops counting, how much length does, and what a word is worth at least, so that a long passage
 * that has it goes before a short one that has not.
 */
export const BM25 = { k: 1.2, b: 0.6, d: 0.5 } as const

/** While the rows are made a term and its count share 32 bits: 16 million terms, counts up to 255. */
const COUNT_BITS = 8
const MAX_COUNT = 255
/** In a large set a term that more than this share of the passages has tells nothing and costs most. */
const COMMON_SHARE = 0.05
const MANY_PASSAGES = 5000

/**
 * BM25 in typed arrays: one row of postings a term, scores for all passages at once. For 100,000 passages, where MiniSearch's
 * objects take too long, and for letter groups, of which there are ten times as many as words.
 */
export class CompactIndex {
  /** Passages that have words. */
  readonly size: number
  readonly #termsOf: (word: string) => readonly string[]
  readonly #termIds = new Map<string, number>()
  /** Postings of term t stand from #starts[t] to #starts[t + 1]. */
  readonly #starts: Uint32Array
  readonly #passages: Uint32Array
  readonly #counts: Uint8Array
  /** k · (1 − b + b · length / mean length) of each passage. */
  readonly #lengthNorms: Float32Array

  /**
   * @param passages the words of each passage, folded; empty where another index has the passage
   * @param termsOf what a word is found by: its stem, its letter groups, or nothing
   */
  constructor(passages: readonly (readonly string[])[], termsOf: (word: string) => readonly string[]) {
    this.size = passages.filter((words) => words.length > 0).length
    this.#termsOf = termsOf
    const { pairs, total, ends, lengths } = this.#count(passages)
    this.#starts = new Uint32Array(this.#termIds.size + 1)
    for (let at = 0; at < total; at++) {
      const after = ((pairs[at] as number) >>> COUNT_BITS) + 1
      this.#starts[after] = (this.#starts[after] as number) + 1
    }
    for (let t = 0; t < this.#termIds.size; t++) this.#starts[t + 1] = (this.#starts[t + 1] as number) + (this.#starts[t] as number)
    this.#passages = new Uint32Array(total)
    this.#counts = new Uint8Array(total)
    const next = this.#starts.slice()
    for (let p = 0, at = 0; p < passages.length; p++)
      for (; at < (ends[p] as number); at++) {
        const term = (pairs[at] as number) >>> COUNT_BITS
        const to = next[term] as number
        next[term] = to + 1
        this.#passages[to] = p
        this.#counts[to] = (pairs[at] as number) & MAX_COUNT
      }
    const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, this.size) || 1
    this.#lengthNorms = lengths.map((length) => BM25.k * (1 - BM25.b + (BM25.b * length) / mean))
  }

  /**
   * Adds to each passage's score `weight` times its share of what a passage of mean length that has every term once would get:
   * about 0..1, and comparable between questions.
   */
  addCoverage(words: Iterable<string>, weight: number, scores: Float32Array): void {
    const rows = this.#rowsOf(words)
    const whole = wholeOf(rows.map(({ idf }) => idf))
    const passages = this.#passages
    const counts = this.#counts
    const norms = this.#lengthNorms
    for (const { start, end, idf } of rows) {
      const share = (weight * idf) / whole
      const least = share * BM25.d
      const most = share * (BM25.k + 1)
      for (let at = start; at < end; at++) {
        const passage = passages[at] as number
        const count = counts[at] as number
        scores[passage] = (scores[passage] as number) + least + (most * count) / (count + (norms[passage] as number))
      }
    }
  }

  #rowsOf(words: Iterable<string>): { start: number; end: number; idf: number }[] {
    return [...new Set([...words].flatMap((word) => this.#termsOf(word)))].flatMap((term) => {
      const id = this.#termIds.get(term)
      const start = id === undefined ? 0 : (this.#starts[id] as number)
      const end = id === undefined ? 0 : (this.#starts[id + 1] as number)
      const isCommon = this.size > MANY_PASSAGES && end - start > COMMON_SHARE * this.size
      return isCommon ? [] : [{ start, end, idf: inverseFrequency(this.size, end - start) }]
    })
  }

  /** Terms of each passage with their counts, packed in one number each, one passage after the other. */
  #count(passages: readonly (readonly string[])[]) {
    const idsOfWord = new Map<string, readonly number[]>()
    let pairs = new Uint32Array(1024)
    let total = 0
    const ends = new Uint32Array(passages.length)
    const lengths = new Float32Array(passages.length)
    for (const [p, words] of passages.entries()) {
      const found = new Map<number, number>()
      for (const word of words) {
        const ids = idsOfWord.get(word) ?? this.#termsOf(word).map((term) => this.#idOf(term))
        idsOfWord.set(word, ids)
        for (const id of ids) found.set(id, (found.get(id) ?? 0) + 1)
        lengths[p] = (lengths[p] as number) + ids.length
      }
      if (total + found.size > pairs.length) pairs = grown(pairs, total + found.size)
      for (const [id, count] of found) pairs[total++] = ((id << COUNT_BITS) | Math.min(MAX_COUNT, count)) >>> 0
      ends[p] = total
    }
    return { pairs, total, ends, lengths }
  }

  #idOf(term: string): number {
    const id = this.#termIds.get(term) ?? this.#termIds.size
    this.#termIds.set(term, id)
    return id
  }
}

/** What a passage of mean length gets that has each of the terms once. */
export function wholeOf(idfs: readonly number[]): number {
  return (1 + BM25.d) * idfs.reduce((sum, idf) => sum + idf, 0)
}

/** Weight of a term that `having` of `all` passages have. */
export function inverseFrequency(all: number, having: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5))
}

function grown(old: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, old.length * 2))
  larger.set(old)
  return larger
}
