import { Embeddings } from '@langchain/core/embeddings'
import type { WorkerPool } from './worker-pool.ts'

/** Passages a call: larger batches move vectors by the shared quantisation and gain nothing on one thread. */
const BATCH = 4
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
    const known = this.#queries.get(text)
    if (known) return known
    const made = this.#pool.embed([`query: ${text}`], 'first').then(([vector]) => vector as Float32Array)
    this.#queries.set(text, made)
    // A failure must not be remembered as the answer.
    made.catch(() => this.#queries.delete(text))
    if (this.#queries.size > KEPT_QUERIES) this.#queries.delete(this.#queries.keys().next().value as string)
    return made
  }

  /** @param onProgress called with the number done so far */
  async passages(texts: string[], onProgress?: (done: number) => void): Promise<Float32Array[]> {
    // Alike lengths in one batch waste no padding.
    const order = texts.map((_, i) => i).sort((a, b) => (texts[a]?.length ?? 0) - (texts[b]?.length ?? 0))
    const vectors: Float32Array[] = new Array(texts.length)
    let done = 0
    const batches = Array.from({ length: Math.ceil(order.length / BATCH) }, (_, i) => order.slice(i * BATCH, (i + 1) * BATCH))
    await Promise.all(
      batches.map(async (batch) => {
        const found = await this.#pool.embed(batch.map((i) => `passage: ${texts[i]}`))
        batch.forEach((at, i) => {
          vectors[at] = found[i] as Float32Array
        })
        done += batch.length
        onProgress?.(done)
      }),
    )
    return vectors
  }
}
