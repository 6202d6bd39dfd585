import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  claimJobs,
  countJobs,
  type Engine,
  findIdentity,
  findMessage,
  finishJob,
  freeExpired,
  insertIdentity,
  insertJob,
  insertMessage,
  isForward,
  isSuppressed,
  listDeadJobs,
  listMessages,
  loadVectors,
  migrate,
  nextDueAt,
  releaseRunning,
  returnJob,
  saveState,
  saveVectors,
  setSuppression,
  takeSeqs,
  updateMessage,
} from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'

const { engines } = bothStores()

describe.each(engines)('store contract on %s', (_name, open) => {
  let engine: Engine
  beforeEach(async () => {
    engine = await open()
  })
  afterEach(async () => {
    await engine.close()
  })

  const bytes = (text: string) => Buffer.from(text)
  const person = async (address: string = randomUUID()) => {
    const row = {
      id: randomUUID(),
      personId: randomUUID(),
      conversationId: randomUUID(),
      channel: 'sms',
      addressHash: address,
      addressSealed: bytes('sealed'),
      dataKey: bytes('key'),
      now: 1,
    }
    await engine.db.transaction().execute((tx) => insertIdentity(tx, row))
    return row
  }
  const message = (conversationId: string, over: { seq?: number; providerId?: string | null; direction?: 'in' | 'out' } = {}) => ({
    id: randomUUID(),
    conversationId,
    seq: over.seq ?? 1,
    direction: over.direction ?? ('in' as const),
    sender: 'person' as const,
    channel: 'sms',
    providerId: over.providerId === undefined ? randomUUID() : over.providerId,
    kind: 'message',
    bodySealed: bytes('x'),
    status: 'received' as const,
    segments: null,
    replyTo: null,
    now: 1,
  })
  const job = (conversationId: string, over: { priority?: number; runAt?: number; kind?: 'run-turn' | 'send-message' } = {}) => ({
    id: randomUUID(),
    kind: over.kind ?? ('run-turn' as const),
    conversationId,
    messageId: randomUUID(),
    priority: over.priority ?? 5,
    runAt: over.runAt ?? 0,
    correlationId: 'c',
    now: 1,
  })
  const claim = async (now = 10, limit = 10) => {
    await freeExpired(engine.db, { kind: 'run-turn', except: [], now })
    return await claimJobs(engine.db, engine.capabilities, {
      kind: 'run-turn',
      limit,
      leaseToken: randomUUID(),
      leaseUntil: now + 100,
      now,
    })
  }

  test('migrations run once', async () => {
    expect(await migrate(engine)).toEqual([])
  })

  test('an identity is stored once and found by its hash', async () => {
    const row = await person('hash-1')
    const again = await engine.db
      .transaction()
      .execute((tx) => insertIdentity(tx, { ...row, id: randomUUID(), personId: randomUUID(), conversationId: randomUUID() }))
    expect(again).toBe(false)
    const found = await findIdentity(engine.db, 'sms', 'hash-1')
    expect(found).toMatchObject({ id: row.id, personId: row.personId, conversationId: row.conversationId })
    expect(Buffer.from(found?.dataKey ?? []).toString()).toBe('key')
    expect(await findIdentity(engine.db, 'whatsapp', 'hash-1')).toBeUndefined()
  })

  test('a message is unique by channel and provider id; messages without one do not collide', async () => {
    const { conversationId } = await person()
    expect(await insertMessage(engine.db, message(conversationId, { seq: 1, providerId: 'SM1' }))).toBe(true)
    expect(await insertMessage(engine.db, message(conversationId, { seq: 2, providerId: 'SM1' }))).toBe(false)
    expect(await insertMessage(engine.db, message(conversationId, { seq: 3, providerId: null }))).toBe(true)
    expect(await insertMessage(engine.db, message(conversationId, { seq: 4, providerId: null }))).toBe(true)
    expect((await listMessages(engine.db, conversationId, { afterSeq: 1, limit: 10 })).map((m) => m.seq)).toEqual([3, 4])
  })

  test('numbers of a conversation are given once each, also at the same time', async () => {
    const { conversationId } = await person()
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => engine.db.transaction().execute((tx) => takeSeqs(tx, conversationId, 1, 2))),
    )
    expect([...taken].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  })

  test('memory is written only over the version that was read', async () => {
    const { conversationId } = await person()
    const change = { id: conversationId, stateSealed: bytes('s'), status: 'bot', now: 2 }
    expect(await saveState(engine.db, { ...change, version: 0 })).toBe(true)
    expect(await saveState(engine.db, { ...change, version: 0 })).toBe(false)
    expect(await saveState(engine.db, { ...change, version: 1 })).toBe(true)
  })

  test('a transaction that fails leaves nothing', async () => {
    const { conversationId } = await person()
    const failing = engine.db.transaction().execute(async (tx) => {
      await insertMessage(tx, message(conversationId, { providerId: 'SM-rolled-back' }))
      await insertJob(tx, job(conversationId))
      throw new RangeError('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await listMessages(engine.db, conversationId, { afterSeq: 0, limit: 10 })).toEqual([])
    expect(await countJobs(engine.db)).toEqual({})
  })

  test('one job at a time per conversation, in order; urgent ones of other conversations first', async () => {
    const a = await person()
    const b = await person()
    const [first, second, urgent] = [job(a.conversationId), job(a.conversationId), job(b.conversationId, { priority: 0 })]
    for (const j of [first, second, urgent]) await insertJob(engine.db, j)
    const claimed = await claim()
    expect(claimed.map((j) => j.id)).toEqual([urgent.id, first.id])
    expect(await claim()).toEqual([])
    expect(await finishJob(engine.db, claimed[1] as (typeof claimed)[number])).toBe(true)
    expect((await claim()).map((j) => j.id)).toEqual([second.id])
  })

  test('a job that waits for its next try holds back those behind it', async () => {
    const { conversationId } = await person()
    const [first, second] = [job(conversationId), job(conversationId)]
    await insertJob(engine.db, first)
    await insertJob(engine.db, second)
    const [claimed] = await claim()
    await returnJob(engine.db, claimed as NonNullable<typeof claimed>, { state: 'ready', runAt: 500, code: 'P3002', now: 11 })
    expect(await claim(20)).toEqual([])
    expect(await nextDueAt(engine.db, 'run-turn')).toBe(500)
    expect((await claim(500)).map((j) => j.id)).toEqual([first.id])
  })

  test('a job that is set aside is listed and lets the next one go', async () => {
    const { conversationId } = await person()
    const [first, second] = [job(conversationId), job(conversationId)]
    await insertJob(engine.db, first)
    await insertJob(engine.db, second)
    const [claimed] = await claim()
    await returnJob(engine.db, claimed as NonNullable<typeof claimed>, { state: 'dead', runAt: 0, code: 'P4001', now: 11 })
    expect((await listDeadJobs(engine.db, 10)).map((j) => [j.id, j.last_code])).toEqual([[first.id, 'P4001']])
    expect((await claim()).map((j) => j.id)).toEqual([second.id])
  })

  test('a lease that ran out is taken over, and the old holder can no longer end the job', async () => {
    const { conversationId } = await person()
    await insertJob(engine.db, job(conversationId))
    const [old] = await claim(10)
    expect(await claim(50)).toEqual([])
    const [taken] = await claim(200)
    expect(taken).toMatchObject({ id: old?.id, attempts: 2 })
    expect(await finishJob(engine.db, old as NonNullable<typeof old>)).toBe(false)
    expect(await finishJob(engine.db, taken as NonNullable<typeof taken>)).toBe(true)
  })

  test('after a crash of the only process its running jobs are due again', async () => {
    const { conversationId } = await person()
    await insertJob(engine.db, job(conversationId))
    await claim(10)
    await releaseRunning(engine.db, 11)
    expect(await claim(11)).toHaveLength(1)
  })

  test('two claimers never get the same job', async () => {
    for (let i = 0; i < 30; i++) await insertJob(engine.db, job((await person()).conversationId))
    const rounds = await Promise.all(Array.from({ length: 6 }, () => claim(10, 10)))
    const ids = rounds.flat().map((j) => j.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBe(30)
  })

  test('STOP is kept by channel and address, START takes it back', async () => {
    await setSuppression(engine.db, { channel: 'sms', addressHash: 'h', set: 'out', word: 'ALTO', now: 5 })
    await setSuppression(engine.db, { channel: 'sms', addressHash: 'h', set: 'out', word: 'STOP', now: 6 })
    expect(await isSuppressed(engine.db, 'sms', 'h')).toBe(true)
    expect(await isSuppressed(engine.db, 'whatsapp', 'h')).toBe(false)
    await setSuppression(engine.db, { channel: 'sms', addressHash: 'h', set: 'in', word: 'ALTA', now: 7 })
    expect(await isSuppressed(engine.db, 'sms', 'h')).toBe(false)
  })

  test('vectors come back as they were stored, by content and model', async () => {
    await saveVectors(engine.db, 'model-a', new Map([['c1', new Float32Array([0.5, -0.25])]]))
    await saveVectors(engine.db, 'model-a', new Map([['c1', new Float32Array([9, 9])]]))
    const found = await loadVectors(engine.db, 'model-a', ['c1', 'c2'])
    expect([...found].map(([hash, v]) => [hash, [...v]])).toEqual([['c1', [0.5, -0.25]]])
    expect((await loadVectors(engine.db, 'model-b', ['c1'])).size).toBe(0)
  })

  test('what is known of a sent message is kept', async () => {
    const { conversationId } = await person()
    const out = message(conversationId, { direction: 'out', providerId: null })
    await insertMessage(engine.db, out)
    await updateMessage(engine.db, out.id, { status: 'sent', providerId: 'SM9', segments: 2, now: 9 })
    expect(await findMessage(engine.db, out.id)).toMatchObject({ status: 'sent', provider_id: 'SM9', segments: 2, updated_at: 9 })
  })
})

test.each([
  ['queued', 'sent', true],
  ['delivered', 'sent', false],
  ['sent', 'delivered', true],
  ['delivered', 'read', true],
  ['delivered', 'failed', false],
  ['sent', 'failed', true],
  ['failed', 'sent', false],
] as const)('a report may turn %s into %s: %s', (from, to, allowed) => {
  expect(isForward(from, to)).toBe(allowed)
})
