import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { PuenteError } from '../../services/errors/index.ts'
import { createWorker, nextTry, type Worker } from '../../services/jobs/index.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'
import {
  countJobs,
  type Engine,
  finishJob,
  insertIdentity,
  insertJob,
  type JobRow,
  listDeadJobs,
  openStore,
} from '../../services/store/index.ts'
import { until } from '../support/test-app.ts'

let engine: Engine
let conversationId: string
let now = 1_000
let worker: Worker

beforeEach(async () => {
  engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
  conversationId = randomUUID()
  const key = Buffer.from('key')
  await insertIdentity(engine.db, {
    id: randomUUID(),
    personId: randomUUID(),
    conversationId,
    channel: 'sms',
    addressHash: 'h',
    addressSealed: key,
    dataKey: key,
    now,
  })
})
afterEach(async () => {
  await worker.stop()
  await engine.close()
})

const queue = () =>
  insertJob(engine.db, {
    id: randomUUID(),
    kind: 'run-turn',
    conversationId,
    messageId: randomUUID(),
    priority: 5,
    runAt: now,
    correlationId: 'c',
    now,
  })

function startWorker(handle: (job: JobRow) => Promise<void>, gaveUp: string[] = []): void {
  worker = createWorker({
    engine,
    kind: 'run-turn',
    concurrency: 4,
    clock: () => new Date(now),
    logger: createLogger('silent'),
    metrics: createMetrics(),
    handle,
    giveUp: async (_job, code) => void gaveUp.push(code),
  })
  worker.start()
}

/** Lets time pass until the worker has tried so often: the clock is ours, so no test waits for a backoff. */
async function tries(count: () => number, wanted: number): Promise<void> {
  await until(() => {
    now += 600_000
    worker.wake()
    return count() >= wanted
  })
}

describe('the worker', () => {
  test('a job that fails five times is set aside, listed and told; the next one of the conversation goes on', async () => {
    let failed = 0
    const gaveUp: string[] = []
    const done: string[] = []
    await queue()
    startWorker(async (job) => {
      if (failed < 5) {
        failed++
        throw new PuenteError('P4001', { detail: 'on purpose' })
      }
      done.push(job.id)
      await finishJob(engine.db, job)
    }, gaveUp)
    await tries(() => failed, 5)
    await until(() => gaveUp.length > 0)
    expect((await listDeadJobs(engine.db, 10)).map((job) => [job.attempts, job.last_code])).toEqual([[5, 'P4001']])
    await queue()
    await tries(() => done.length, 1)
    expect(await countJobs(engine.db)).toEqual({ dead: 1 })
  })

  test('one conversation never has two running at once', async () => {
    let running = 0
    let most = 0
    let done = 0
    for (let i = 0; i < 6; i++) await queue()
    startWorker(async (job) => {
      running++
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      await finishJob(engine.db, job)
      done++
    })
    await until(() => done === 6)
    expect(most).toBe(1)
  })

  test('stop takes nothing new and waits for what runs', async () => {
    const gate = Promise.withResolvers<void>()
    let started = 0
    await queue()
    startWorker(async (job) => {
      started++
      await gate.promise
      await finishJob(engine.db, job)
    })
    await until(() => started === 1)
    const stopped = worker.stop()
    await queue()
    gate.resolve()
    await stopped
    expect(await countJobs(engine.db)).toEqual({ ready: 1 })
  })
})

describe('what follows a failed try', () => {
  test('a refusal is final, an outage is tried for half a day, our own faults five times', () => {
    expect(nextTry(new PuenteError('P3001'), 1, 0.5)).toEqual({ kind: 'refused' })
    expect(nextTry(new PuenteError('P3002'), 100, 0.5)).toEqual({ kind: 'again', delayMs: 300_000, isCounted: true })
    expect(nextTry(new PuenteError('P3006', { retryAfterMs: 1000 }), 500, 0)).toEqual({ kind: 'again', delayMs: 1000, isCounted: false })
    expect(nextTry(new PuenteError('P2013'), 100, 0.5).kind).toBe('again')
    expect(nextTry(new RangeError('x'), 4, 0.5).kind).toBe('again')
    expect(nextTry(new RangeError('x'), 5, 0.5)).toEqual({ kind: 'set-aside' })
  })

  test('delays grow and are jittered', () => {
    const delay = (tries: number, random: number) => {
      const next = nextTry(new PuenteError('P3002'), tries, random)
      return next.kind === 'again' ? next.delayMs : 0
    }
    expect([1, 2, 3].map((n) => delay(n, 0.5))).toEqual([500, 1500, 4500])
    expect(delay(1, 0)).toBe(250)
    expect(delay(1, 0.999)).toBe(750)
  })
})
