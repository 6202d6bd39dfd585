import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { watch } from '../../services/app/index.ts'
import { createMetrics } from '../../services/observability/index.ts'
import { type Engine, insertIdentity, insertJob, openStore } from '../../services/store/index.ts'

let engine: Engine
const now = Date.parse('2026-11-25T12:00:00Z')
const clock = () => new Date(now)

beforeEach(async () => {
  engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
})
afterEach(() => engine.close())

/** A job of somebody of their own, made so many seconds ago. */
async function jobFrom(kind: 'run-turn' | 'send-message', secondsAgo: number): Promise<void> {
  const conversationId = randomUUID()
  const at = now - secondsAgo * 1000
  await insertIdentity(engine.db, {
    id: randomUUID(),
    personId: randomUUID(),
    conversationId,
    channel: 'sms',
    addressHash: randomUUID(),
    addressSealed: new Uint8Array(1),
    dataKey: new Uint8Array(1),
    now: at,
  })
  await insertJob(engine.db, {
    id: randomUUID(),
    kind,
    conversationId,
    messageId: randomUUID(),
    priority: 5,
    runAt: at,
    correlationId: 'c',
    now: at,
  })
}

test('with nothing waiting nobody waits', async () => {
  expect(await watch({ engine, metrics: createMetrics(), clock })).toEqual({ unansweredSeconds: 0, unsentSeconds: 0, open: 0, setAside: 0 })
})

test('whoever waits longest is what counts, turns and sends apart, in the answer and in the metrics', async () => {
  const metrics = createMetrics()
  await jobFrom('run-turn', 5)
  await jobFrom('run-turn', 90)
  await jobFrom('send-message', 400)
  expect(await watch({ engine, metrics, clock })).toEqual({ unansweredSeconds: 90, unsentSeconds: 400, open: 3, setAside: 0 })
  const text = await metrics.registry.metrics()
  expect(text).toContain('puente_oldest_job_seconds{kind="run-turn"} 90')
  expect(text).toContain('puente_oldest_job_seconds{kind="send-message"} 400')
  expect(text).toContain('puente_jobs_open 3')
})
