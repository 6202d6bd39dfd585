import { createHash } from 'node:crypto'
import { Embeddings } from '@langchain/core/embeddings'
import type { WorkerPool } from './worker-pool.ts'

/** Questions whose vectors are kept: a turn reads and searches with the same text, and follow-ups look back three messages. */
const KEPT_QUERIES = 2000

/** The vendored encoder behind LangChain's interface: `query: ` before what people write, `passage: ` before what is to be found. */
export class LocalEmbeddings extends Embeddings {
  readonly #pool: WorkerPool
  readonly #queries = new Map<string, Promise<Float32Array>>()

  constructor(pool: WorkerPool) {
    super({})
    this.#pool = pool
  }

  /** @returns one unit vector a document, 384 numbers each */
  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return (await this.passages(documents)).map((vector) => [...vector])
  }

  override async embedQuery(document: string): Promise<number[]> {
    return [...(await this.query(document))]
  }

  /** Vector of what a person wrote; asked twice, computed once. */
  query(text: string): Promise<Float32Array> {
    // By hash: nobody's words stay in memory for this.
    const key = createHash('sha256').update(text).digest('base64')
    const known = this.#queries.get(key)
    if (known) return known
    const made = this.#pool.embed([`query: ${text}`], 'first').then(([vector]) => vector as Float32Array)
    this.#queries.set(key, made)
    // A failure must not be remembered as the answer.
    made.catch(() => this.#queries.delete(key))
    if (this.#queries.size > KEPT_QUERIES) this.#queries.delete(this.#queries.keys().next().value as string)
    return made
  }

  /**
   * One text a call: in a batch all share one quantisation, which moves each vector with its neighbours (cosine .997) and finds
   * less (docs/decisions/003-retrieval.md), and one thread gains little by batches.
   * @param onProgress called with the number done so far
   */
  async passages(texts: string[], onProgress?: (done: number) => void): Promise<Float32Array[]> {
    let done = 0
    return Promise.all(
      texts.map(async (text) => {
        const [vector] = await this.#pool.embed([`passage: ${text}`])
        onProgress?.(++done)
        return vector as Float32Array
      }),
    )
  }
}
