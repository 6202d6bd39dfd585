import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { LocalEmbeddings } from '../../services/embedding/index.ts'
import { passageVectors } from '../../services/knowledge/index.ts'
import { type Engine, migrate, openStore } from '../../services/store/index.ts'

let engine: Engine
let embedded: string[]
let embeddings: LocalEmbeddings
beforeEach(async () => {
  engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
  await migrate(engine)
  embedded = []
  embeddings = new LocalEmbeddings({
    embed: async (texts) => {
      embedded.push(...texts)
      return texts.map((text) => Float32Array.of(text.length, 1))
    },
    readyWorkers: () => 1,
    stop: async () => undefined,
    crashOne: async () => undefined,
  })
})
afterEach(() => engine.close())
const vectorsOf = (
  texts: string[],
  options: { modelHash?: string; seed?: Map<string, Float32Array>; onProgress?: (done: number, total: number) => void } = {},
) => passageVectors({ db: engine.db, embeddings, modelHash: 'model', texts, ...options })

describe('vectors of passages', () => {
  const texts = ['Acta', 'Pasaporte', 'Acta', 'Empleo']

  test('the second start embeds nothing and gives the same', async () => {
    const first = await vectorsOf(texts)
    expect(embedded).toEqual(['passage: Acta', 'passage: Pasaporte', 'passage: Empleo'])
    const second = await vectorsOf(texts)
    expect(embedded).toHaveLength(3)
    expect(second.map((v) => [...v])).toEqual(first.map((v) => [...v]))
  })

  test('only what changed is embedded', async () => {
    await vectorsOf(texts)
    await vectorsOf([...texts, 'Beca'])
    expect(embedded.slice(3)).toEqual(['passage: Beca'])
  })

  test('another model starts anew', async () => {
    await vectorsOf(texts)
    await vectorsOf(texts, { modelHash: 'other' })
    expect(embedded).toHaveLength(6)
  })

  test('vectors that came with the repository are taken, not made', async () => {
    const { createHash } = await import('node:crypto')
    const seed = new Map([[createHash('sha256').update('Acta').digest('hex'), Float32Array.of(9, 9)]])
    const [acta] = await vectorsOf(['Acta', 'Empleo'], { seed })
    expect([...(acta ?? [])]).toEqual([9, 9])
    expect(embedded).toEqual(['passage: Empleo'])
  })

  test('progress ends at all that had to be made', async () => {
    const seen: [number, number][] = []
    await vectorsOf(
      Array.from({ length: 150 }, (_, i) => `texto ${i}`),
      { onProgress: (done, total) => seen.push([done, total]) },
    )
    expect(seen.at(-1)).toEqual([150, 150])
  })
})
