import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { createLogger } from '../../services/observability/index.ts'
import { createOutbound } from '../../services/outbound/index.ts'
import { openVault } from '../../services/privacy/index.ts'
import { type Engine, insertAgency, insertOffice, setWebhookDisabled } from '../../services/store/index.ts'
import {
  createWebhook,
  deliveriesOf,
  deliverWebhooks,
  replayWebhook,
  tellWebhooks,
  testWebhook,
  type WebhookDeps,
  webhooksOf,
} from '../../services/webhooks/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'

const { engines } = bothStores()
const HOUR_MS = 3_600_000
const OFFICE = {
  agency_id: 'a',
  name: 'Casa',
  country: 'any',
  place: null,
  topics: '[]',
  phases: '[]',
  languages: '["es"]',
  hours: '{}',
  timezone: 'UTC',
  holidays: '[]',
  answer_minutes: 30,
  silence_minutes: 240,
  is_active: 1,
}

describe.each(engines)('webhooks on %s', (_name, open) => {
  let engine: Engine
  let receiver: Receiver
  let deps: WebhookDeps
  let now: number
  beforeEach(async () => {
    engine = await open()
    receiver = await startReceiver()
    now = Date.now()
    await insertAgency(engine.db, { id: 'a', name: 'A', kind: 'ngo', created_at: now })
    for (const id of ['o', 'p']) await insertOffice(engine.db, { id, ...OFFICE, created_at: now })
    deps = {
      engine,
      vault: await openVault(engine, ['cd'.repeat(32)]),
      clock: () => new Date(now),
      logger: createLogger('silent'),
      outbound: createOutbound({ allowsLocal: true, timeoutMs: 200 }),
    }
  })
  afterEach(async () => {
    await receiver.stop()
    await engine.close()
  })
  const endpoint = () => createWebhook(deps, 'o', { url: receiver.url, events: ['referral.sent'] })
  const tell = () => tellWebhooks(engine.db, 'o', { event: 'referral.sent', at: now, data: { referral: 'r1', state: 'sent' } })

  test('a message is signed by the Standard Webhooks scheme and holds no more than an id and a state', async () => {
    const { secret, id } = await endpoint()
    expect(await tell()).toBe(1)
    expect(await tellWebhooks(engine.db, 'p', { event: 'referral.sent', at: now, data: {} })).toBe(0)
    await deliverWebhooks(deps)
    const [got] = receiver.received
    expect(new Webhook(secret).verify(got?.body ?? '', got?.headers as Record<string, string>)).toEqual({
      type: 'referral.sent',
      timestamp: new Date(now).toISOString(),
      data: { referral: 'r1', state: 'sent' },
    })
    expect(() => new Webhook(secret).verify(`${got?.body} `, got?.headers as Record<string, string>)).toThrow()
    expect(await deliveriesOf(deps, 'o', id)).toMatchObject([{ state: 'done', attempts: 1, lastStatus: 204 }])
    expect(await deliverWebhooks(deps)).toBe(0)
  })

  test('an error is tried again later with the same id; then it is done', async () => {
    const { id } = await endpoint()
    await tell()
    receiver.answer = (res) => void res.writeHead(500).end()
    await deliverWebhooks(deps)
    expect(await deliverWebhooks(deps)).toBe(0)
    now += 6_000
    receiver.answer = (res) => void res.writeHead(200).end('ok')
    await deliverWebhooks(deps)
    expect(receiver.received.map((one) => one.headers['webhook-id'])).toEqual(Array(2).fill(receiver.received[0]?.headers['webhook-id']))
    expect(await deliveriesOf(deps, 'o', id)).toMatchObject([{ state: 'done', attempts: 2 }])
    expect((await webhooksOf(deps, 'o'))[0]?.failures).toBe(0)
  })

  test('after repeated failure the endpoint is off, with a notice; a replay switches it on and sends again', async () => {
    const { id } = await endpoint()
    await tell()
    receiver.answer = (res) => void res.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    for (let i = 0; i < 12; i++) {
      await deliverWebhooks(deps)
      now += 11 * HOUR_MS
    }
    expect(receiver.received).toHaveLength(8)
    expect((await webhooksOf(deps, 'o'))[0]?.disabledAt).toEqual(expect.any(String))
    const alerts = await engine.db.selectFrom('staff_alert').select(['office_id', 'role', 'kind', 'details']).orderBy('role').execute()
    expect(alerts).toEqual([
      { office_id: null, role: 'administrator', kind: 'webhook-disabled', details: '{"host":"127.0.0.1"}' },
      { office_id: 'o', role: 'supervisor', kind: 'webhook-disabled', details: '{"host":"127.0.0.1"}' },
    ])
    await tell()
    expect(await deliverWebhooks(deps)).toBe(0)
    receiver.answer = (res) => void res.writeHead(204).end()
    expect(await replayWebhook(deps, 'o', id, new Date(0))).toBe(2)
    expect(await deliverWebhooks(deps)).toBe(2)
    expect((await deliveriesOf(deps, 'o', id)).map((one) => one.state)).toEqual(['done', 'done'])
  })

  test('a receiver that hangs holds up nobody else, and what a process took along comes back', async () => {
    const { id } = await endpoint()
    const other = await startReceiver()
    await createWebhook(deps, 'p', { url: other.url, events: ['referral.sent'] })
    receiver.answer = () => undefined
    await tell()
    await tellWebhooks(engine.db, 'p', { event: 'referral.sent', at: now, data: {} })
    await deliverWebhooks(deps)
    expect(other.received).toHaveLength(1)
    expect(await deliveriesOf(deps, 'o', id)).toMatchObject([{ state: 'ready', lastReason: 'timeout' }])
    await engine.db
      .updateTable('webhook_delivery')
      .set({ state: 'running', next_at: now - 1 })
      .where('endpoint_id', '=', id)
      .execute()
    expect(await deliverWebhooks(deps)).toBe(1)
    await other.stop()
  })

  test('an office whose receivers hang, with much to be told, does not hold up the one message of another', async () => {
    const other = await startReceiver()
    await createWebhook(deps, 'p', { url: other.url, events: ['referral.sent'] })
    for (let i = 0; i < 3; i++) await endpoint()
    receiver.answer = () => undefined
    for (let i = 0; i < 30; i++) await tell()
    await tellWebhooks(engine.db, 'p', { event: 'referral.sent', at: now, data: {} })
    expect(await deliverWebhooks(deps)).toBe(5)
    expect(other.received).toHaveLength(1)
    await other.stop()
  })

  test('what waits for an endpoint that stays off is forgotten after thirty days', async () => {
    const { id } = await endpoint()
    await setWebhookDisabled(engine.db, id, now)
    await tell()
    now += 29 * 24 * HOUR_MS
    await deliverWebhooks(deps)
    expect(await deliveriesOf(deps, 'o', id)).toHaveLength(1)
    now += 2 * 24 * HOUR_MS
    await deliverWebhooks(deps)
    expect(await deliveriesOf(deps, 'o', id)).toEqual([])
  })

  test('another office neither sees, tests nor replays it; an address inside is refused', async () => {
    const { id } = await endpoint()
    await expect(testWebhook(deps, 'p', id)).rejects.toMatchObject({ code: 'P1004' })
    await expect(replayWebhook(deps, 'p', id, new Date(0))).rejects.toMatchObject({ code: 'P1004' })
    const strict = { ...deps, outbound: createOutbound({ allowsLocal: false }) }
    await expect(createWebhook(strict, 'o', { url: 'https://169.254.169.254/', events: ['referral.sent'] })).rejects.toMatchObject({
      code: 'P1002',
    })
  })
})
