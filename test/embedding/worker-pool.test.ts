import { afterEach, describe, expect, test } from '@jest/globals'
import { startWorkerPool, type WorkerPool } from '../../services/embedding/index.ts'
import { createLogger } from '../../services/observability/index.ts'

const workerUrl = new URL('./echo-worker.ts', import.meta.url)
const logger = createLogger('silent')
let pool: WorkerPool
const start = async (size: number) => {
  pool = await startWorkerPool({ modelDir: 'any', size, logger, workerUrl })
  return pool
}
afterEach(() => pool?.stop())

/** Turns of the event loop until something holds; no clock. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setImmediate(done))
}

describe('embedding workers', () => {
  test('every text comes back, in its place, from more texts than workers', async () => {
    await start(2)
    const texts = Array.from({ length: 40 }, (_, i) => 'x'.repeat(i + 1))
    const vectors = await Promise.all(texts.map((text) => pool.embed([text])))
    expect(vectors.map(([vector]) => vector?.[0])).toEqual(texts.map((text) => text.length))
  })

  test('work that ends its worker is tried once more, then refused, and the pool lives on', async () => {
    await start(1)
    await expect(pool.embed(['die'])).rejects.toMatchObject({ code: 'P4003' })
    await expect(pool.embed(['abc'])).resolves.toHaveLength(1)
  })

  test('a crash is noticed: the waiting work is done by the worker that takes its place', async () => {
    await start(1)
    const answers = Array.from({ length: 5 }, () => pool.embed(['abc']))
    await pool.crashOne()
    await expect(Promise.all(answers)).resolves.toHaveLength(5)
    await until(() => pool.readyWorkers() === 1)
  })

  test('with two workers the work of the lost one goes to the other at once', async () => {
    await start(2)
    const answers = [pool.embed(['a']), pool.embed(['b'])]
    await pool.crashOne()
    await expect(Promise.all(answers)).resolves.toHaveLength(2)
  })

  test('a failed run is tried once more, then refused', async () => {
    await start(1)
    await expect(pool.embed(['fail'])).rejects.toMatchObject({ code: 'P4003' })
  })

  test('questions go before passages, and first come is first served among them', async () => {
    await start(1)
    const order: string[] = []
    const ask = (name: string, priority: 'first' | 'last') => pool.embed([name], priority).then(() => order.push(name))
    await Promise.all([ask('busy', 'last'), ask('passage', 'last'), ask('question 1', 'first'), ask('question 2', 'first')])
    expect(order).toEqual(['busy', 'question 1', 'question 2', 'passage'])
  })

  test('stopping refuses what waits and what comes, and may be asked twice', async () => {
    await start(1)
    // The first is never answered, so that nothing is done before the stop, however late the stop comes.
    const waiting = ['hold', 'abc', 'abc'].map((text) => pool.embed([text]))
    const settled = Promise.allSettled(waiting)
    await pool.stop()
    await pool.stop()
    for (const outcome of await settled) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'P4005' } })
    await expect(pool.embed(['abc'])).rejects.toMatchObject({ code: 'P4005' })
    expect(pool.readyWorkers()).toBe(0)
  })

  test('a model that does not load stops the start', async () => {
    await expect(startWorkerPool({ modelDir: 'broken', size: 2, logger, workerUrl })).rejects.toMatchObject({ code: 'P4003' })
  })

  test('no promise is left open when all workers are gone and none can be started', async () => {
    // The folder is read at each start: broken from now on.
    const options = { modelDir: 'any', size: 1, logger, workerUrl }
    pool = await startWorkerPool(options)
    options.modelDir = 'broken'
    await pool.crashOne()
    await expect(pool.embed(['abc'])).rejects.toMatchObject({ code: 'P4003' })
    await expect(pool.embed(['abc'])).rejects.toMatchObject({ code: 'P4003' })
    options.modelDir = 'any'
    await until(() => pool.readyWorkers() === 1)
    await expect(pool.embed(['abc'])).resolves.toHaveLength(1)
  })
})
