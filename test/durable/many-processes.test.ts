import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { openNews } from '../../services/app/index.ts'
import { createWorker, type Worker } from '../../services/jobs/index.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'
import {
  claimJobs,
  type Engine,
  finishJob,
  holdJob,
  insertIdentity,
  insertJob,
  type JobRow,
  openStore,
  returnJob,
} from '../../services/store/index.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { until } from '../support/test-app.ts'

let postgres: TestPostgres
let a: Engine
let b: Engine
const workers: Worker[] = []
beforeAll(async () => {
  postgres = await startPostgres()
}, 120_000)
afterAll(async () => {
  await postgres.stop()
})
beforeEach(async () => {
  const databaseUrl = await postgres.newDatabase()
  a = await openStore({ databaseUrl, dataDir: '' })
  b = await openStore({ databaseUrl, dataDir: '' })
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  await a.close()
  await b.close()
})

const conversation = async () => {
  const conversationId = randomUUID()
  const key = Buffer.from('key')
  const identity = {
    id: randomUUID(),
    personId: randomUUID(),
    conversationId,
    channel: 'sms',
    addressHash: randomUUID(),
    addressSealed: key,
  }
  await insertIdentity(a.db, { ...identity, dataKey: key, now: 1 })
  return conversationId
}
const queue = async (conversationId: string) => {
  const job = { id: randomUUID(), kind: 'run-turn' as const, conversationId, messageId: randomUUID(), priority: 5, correlationId: 'c' }
  await insertJob(a.db, { ...job, runAt: 1, now: 1 })
  return job.id
}
const startWorker = (engine: Engine, handle: (job: JobRow) => Promise<void>, over: { leaseMs?: number; clock?: () => Date } = {}) => {
  const clock = over.clock ?? (() => new Date())
  const deps = { logger: createLogger('silent'), metrics: createMetrics() }
  const worker = createWorker({ engine, kind: 'run-turn', concurrency: 4, ...deps, handle, ...over, clock })
  workers.push(worker)
  worker.start()
  return worker
}

test('two processes share the work: each job is done once, each conversation in its order', async () => {
  const ids: string[][] = []
  for (let i = 0; i < 12; i++) {
    const conversationId = await conversation()
    const own: string[] = []
    for (let k = 0; k < 5; k++) own.push(await queue(conversationId))
    ids.push(own)
  }
  const done: { id: string; by: string }[] = []
  const handle = (by: string, engine: Engine) => async (job: JobRow) => {
    if (await finishJob(engine.db, job)) done.push({ id: job.id, by })
  }
  startWorker(a, handle('a', a))
  startWorker(b, handle('b', b))
  await until(() => done.length >= 60)
  expect(new Set(done.map(({ id }) => id)).size).toBe(60)
  for (const own of ids) expect(done.map(({ id }) => id).filter((id) => own.includes(id))).toEqual(own)
  expect(new Set(done.map(({ by }) => by)).size).toBe(2)
})

test('what a process leaves behind is taken over when its lease runs out; whatever the late one still writes fails', async () => {
  const id = await queue(await conversation())
  const [stale] = await claimJobs(a.db, a.capabilities, { kind: 'run-turn', limit: 1, leaseToken: 'stale', leaseUntil: 15_000, now: 10 })
  let now = 14_999
  const taken: JobRow[] = []
  const gate = Promise.withResolvers<void>()
  const worker = startWorker(
    b,
    async (job) => {
      taken.push(job)
      await gate.promise
      await finishJob(b.db, job)
    },
    { clock: () => new Date(now) },
  )
  worker.wake()
  expect(taken).toHaveLength(0)
  now = 15_001
  await until(() => taken.length > 0)
  expect(taken[0]).toMatchObject({ id, crashes: 1 })
  const late = stale as NonNullable<typeof stale>
  expect(await holdJob(a.db, late, 99_000)).toBe(false)
  expect(await returnJob(a.db, late, { state: 'dead', runAt: 0, code: 'P4001', now: 11 })).toBe(false)
  expect(await finishJob(a.db, late)).toBe(false)
  gate.resolve()
})

test('long work is held on to by its heartbeat: nobody else takes it while the process lives', async () => {
  const id = await queue(await conversation())
  const gate = Promise.withResolvers<void>()
  const taken: string[] = []
  const leaseOf = async () => (await a.db.selectFrom('job').select('lease_until').where('id', '=', id).executeTakeFirst())?.lease_until ?? 0
  startWorker(
    a,
    async (job) => {
      taken.push('a')
      await gate.promise
      await finishJob(a.db, job)
    },
    { leaseMs: 300 },
  )
  await until(() => taken.length > 0)
  startWorker(b, async () => void taken.push('b'), { leaseMs: 300 })
  const first = await leaseOf()
  await until(async () => (await leaseOf()) > first + 600)
  expect(taken).toEqual(['a'])
  gate.resolve()
})

test('work that cuts off its process again and again is set aside', async () => {
  const id = await queue(await conversation())
  await a.db.updateTable('job').set({ crashes: 10 }).where('id', '=', id).execute()
  let handled = 0
  startWorker(a, async () => void handled++)
  const state = () => a.db.selectFrom('job').select(['state', 'last_code']).where('id', '=', id).executeTakeFirst()
  await until(async () => (await state())?.state === 'dead')
  expect([handled, await state()]).toEqual([0, { state: 'dead', last_code: 'P4007' }])
})

test('news of one process reaches the pages of another, and not its own twice; a lost connection is made up for', async () => {
  const heard: string[] = []
  let work = 0
  const [ofA, ofB] = [openNews(a, () => undefined), openNews(b, () => void work++)]
  ofA.on('news', (id) => void heard.push(`a:${id}`))
  ofB.on('news', (id) => void heard.push(`b:${id}`))
  // Told again and again: only once both listen can all of it be heard.
  await until(() => {
    ofA.emit('news', 'c0')
    return heard.includes('b:c0')
  })
  heard.length = 0
  ofA.emit('news', 'c1')
  ofA.tellOfWork()
  await until(() => heard.includes('b:c1') && work > 0)
  expect(heard.filter((line) => line.endsWith('c1'))).toEqual(['a:c1', 'b:c1'])
  const before = work
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`.execute(
    a.db,
  )
  await until(() => work > before)
  await until(() => {
    ofA.emit('news', 'c2')
    return heard.includes('b:c2')
  })
})
