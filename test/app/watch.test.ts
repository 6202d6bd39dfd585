import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readReadiness, watch } from '../../services/app/index.ts'
import type { Brain } from '../../services/brain/index.ts'
import { loadSettings } from '../../services/config/index.ts'
import { redactAtProvider } from '../../services/erasure/redact-at-provider.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'
import { type Engine, insertIdentity, insertJob, insertRedactions, oldestRedactionAt, openStore } from '../../services/store/index.ts'

const NOBODY = { unansweredSeconds: 0, unsentSeconds: 0, setAside: 0, redactionSeconds: 0 }
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

/** A message that a provider has to delete, since a moment. */
const redaction = (providerId: string, at: number) => ({
  ...{ id: randomUUID(), channel: 'sms', provider_id: providerId, state: 'ready', attempts: 0 },
  ...{ run_at: at, last_code: null, created_at: at },
})

test('with nothing waiting nobody waits', async () => {
  expect(await watch({ engine, metrics: createMetrics(), clock })).toEqual({ ...NOBODY, open: 0 })
})

test('whoever waits longest is what counts, turns and sends apart, in the answer and in the metrics', async () => {
  const metrics = createMetrics()
  await jobFrom('run-turn', 5)
  await jobFrom('run-turn', 90)
  await jobFrom('send-message', 400)
  expect(await watch({ engine, metrics, clock })).toEqual({ ...NOBODY, unansweredSeconds: 90, unsentSeconds: 400, open: 3 })
  const text = await metrics.registry.metrics()
  expect(text).toContain('puente_oldest_job_seconds{kind="run-turn"} 90')
  expect(text).toContain('puente_oldest_job_seconds{kind="send-message"} 400')
  expect(text).toContain('puente_jobs_open 3')
})

describe('/readyz degrades before it fails', () => {
  const ready = async (over: { faults?: number; workers?: number } = {}) => {
    const brain = {
      reloadFaults: () => Array.from({ length: over.faults ?? 0 }),
      pool: { readyWorkers: () => over.workers ?? 2 },
      passages: () => 1,
      library: () => ({ cards: [] }),
    } as unknown as Brain
    const { isReady, isDegraded } = await readReadiness({
      ...{ engine, brain, clock, metrics: createMetrics() },
      ...{ settings: loadSettings({}), channels: () => ['sms'] },
    })
    return isReady ? (isDegraded ? 'degraded' : 'ready') : 'not ready'
  }
  const redactionFrom = (secondsAgo: number) => insertRedactions(engine.db, [redaction(`SM${secondsAgo}`, now - secondsAgo * 1000)])

  test('with faulty content, and without workers of the model', async () => {
    expect([await ready(), await ready({ faults: 1 }), await ready({ workers: 0 })]).toEqual(['ready', 'degraded', 'degraded'])
  })

  test('when somebody waits for an answer for more than a minute', async () => {
    await jobFrom('run-turn', 55)
    expect(await ready()).toBe('ready')
    await jobFrom('run-turn', 65)
    expect(await ready()).toBe('degraded')
  })

  test('when an answer has not left for more than five minutes', async () => {
    await jobFrom('send-message', 290)
    expect(await ready()).toBe('ready')
    await jobFrom('send-message', 310)
    expect(await ready()).toBe('degraded')
  })

  test('when work is set aside', async () => {
    await jobFrom('run-turn', 1)
    await engine.db.updateTable('job').set({ state: 'dead' }).execute()
    expect(await ready()).toBe('degraded')
  })

  test('when a provider has not deleted for two days what was promised to be', async () => {
    await redactionFrom(2 * 86_400 - 60)
    expect(await ready()).toBe('ready')
    await redactionFrom(2 * 86_400 + 60)
    expect(await ready()).toBe('degraded')
  })

  test('and fails when the database does not answer', async () => {
    const broken = engine
    await broken.close()
    expect(await ready()).toBe('not ready')
    engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
  })
})

test('what a provider has to delete is asked for until it is: through refusals without end, and while its door is closed', async () => {
  let at = now
  const deleted: string[] = []
  let answer: 'closed' | 'refuses' | 'deletes' = 'closed'
  const redact = async (id: string) => {
    if (answer === 'refuses') throw new RangeError('no')
    deleted.push(id)
  }
  const channel = () => (answer === 'closed' ? undefined : ({ redact } as never))
  const deps = { engine, channel, clock: () => new Date(at), logger: createLogger('silent'), metrics: createMetrics() }
  await insertRedactions(engine.db, [redaction('SM1', now)])
  for (let i = 0; i < 400; i++) {
    if (i === 5) answer = 'refuses'
    expect(await redactAtProvider(deps)).toBe(0)
    at += 6 * 3_600_000
  }
  expect([deleted, await oldestRedactionAt(engine.db)]).toEqual([[], now])
  answer = 'deletes'
  expect(await redactAtProvider(deps)).toBe(1)
  expect([deleted, await oldestRedactionAt(engine.db)]).toEqual([['SM1'], undefined])
})
