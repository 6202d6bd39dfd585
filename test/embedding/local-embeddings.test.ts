import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Embeddings } from '@langchain/core/embeddings'
import { LocalEmbeddings, startWorkerPool, type WorkerPool } from '../../services/embedding/index.ts'
import { PuenteError } from '../../services/errors/index.ts'
import { createLogger } from '../../services/observability/index.ts'

/** A pool that writes down what it is asked. */
function notingPool(answer: () => Promise<Float32Array[]>) {
  const asked: string[][] = []
  const pool: WorkerPool = {
    embed: (texts) => {
      asked.push(texts)
      return answer()
    },
    readyWorkers: () => 1,
    stop: async () => undefined,
    crashOne: async () => undefined,
  }
  return { pool, asked }
}

describe('prefixes and memory', () => {
  test('questions and passages carry the prefixes that the encoder was trained with, one text a call', async () => {
    const { pool, asked } = notingPool(async () => [new Float32Array(2)])
    const embeddings = new LocalEmbeddings(pool)
    await embeddings.embedQuery('perdí mi acta')
    await embeddings.embedDocuments(['Acta', 'DPI'])
    expect(asked).toEqual([['query: perdí mi acta'], ['passage: Acta'], ['passage: DPI']])
  })

  test('the same question twice at once is computed once', async () => {
    const { pool, asked } = notingPool(async () => [new Float32Array(2)])
    const embeddings = new LocalEmbeddings(pool)
    await Promise.all([embeddings.query('hola'), embeddings.query('hola')])
    expect(asked).toHaveLength(1)
  })

  test('a failure is not remembered as the answer', async () => {
    let isDown = true
    const { pool } = notingPool(async () => {
      if (isDown) throw new PuenteError('P4003')
      return [new Float32Array(2)]
    })
    const embeddings = new LocalEmbeddings(pool)
    await expect(embeddings.query('hola')).rejects.toMatchObject({ code: 'P4003' })
    isDown = false
    await expect(embeddings.query('hola')).resolves.toHaveLength(2)
  })
})

describe('the vendored encoder behind LangChain', () => {
  let pool: WorkerPool
  let embeddings: LocalEmbeddings
  beforeAll(async () => {
    pool = await startWorkerPool({ modelDir: resolve('models/multilingual-e5-small-puente'), size: 1, logger: createLogger('silent') })
    embeddings = new LocalEmbeddings(pool)
  })
  afterAll(() => pool.stop())

  test('is an Embeddings; unit vectors of 384 numbers in the order of the texts', async () => {
    expect(embeddings).toBeInstanceOf(Embeddings)
    const vectors = await embeddings.embedDocuments(['Acta de nacimiento', 'Empleo', 'Acta de nacimiento'])
    expect(vectors.map((vector) => vector.length)).toEqual([384, 384, 384])
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
    expect(vectors[0]).toEqual(vectors[2])
  })

  test('a passage has one vector, whatever is embedded beside it', async () => {
    const [alone] = await embeddings.embedDocuments(['Reponer el DPI'])
    const among = await embeddings.embedDocuments(['Becas', 'Reponer el DPI', 'Un texto bastante más largo que los otros dos, con comas.'])
    expect(among[1]).toEqual(alone)
  })

  test('a question lies nearest the passage that answers it, in another language too', async () => {
    const [card, other] = await embeddings.passages(['How to get a copy of your birth certificate', 'Find a job after returning'])
    const question = await embeddings.query('perdí mi acta de nacimiento')
    const near = (vector: Float32Array | undefined) => question.reduce((sum, x, i) => sum + x * (vector?.[i] ?? 0), 0)
    expect(near(card)).toBeGreaterThan(near(other))
  })
})
