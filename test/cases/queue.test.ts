import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  claimCase,
  countQueue,
  type Engine,
  findCase,
  insertAgency,
  insertCase,
  insertIdentity,
  insertMessage,
  insertOffice,
  insertStaff,
  listLatest,
  listQueue,
} from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'

const { engines } = bothStores()

const OPEN_CASES = 10_000
const CLAIMED = 1_000

describe.each(engines)('cases on %s', (name, open) => {
  let engine: Engine
  let conversationId = ''
  const ids: string[] = []
  beforeAll(async () => {
    engine = await open()
    await insertAgency(engine.db, { id: 'a', name: 'A', kind: 'ngo', created_at: 1 })
    await insertOffice(engine.db, {
      id: 'o',
      agency_id: 'a',
      name: 'O',
      country: 'any',
      place: null,
      topics: '[]',
      phases: '[]',
      languages: '[]',
      hours: '{}',
      timezone: 'UTC',
      holidays: '[]',
      answer_minutes: 1,
      silence_minutes: 1,
      is_active: 1,
      created_at: 1,
    })
    for (const id of ['ana', 'ben'])
      await insertStaff(engine.db, {
        id,
        user_id: id,
        email: id,
        office_id: 'o',
        role: 'caseworker',
        first_name: id,
        locale: 'es',
        is_active: 1,
        failed_codes: 0,
        locked_until: null,
        created_at: 1,
      })
    await engine.db.transaction().execute(async (tx) => {
      for (let i = 0; i < OPEN_CASES; i++) {
        const person = {
          id: randomUUID(),
          personId: randomUUID(),
          conversationId: randomUUID(),
          channel: 'sms',
          addressHash: `h${i}`,
          addressSealed: Buffer.from('x'),
          dataKey: Buffer.from('k'),
          now: 1,
        }
        await insertIdentity(tx, person)
        conversationId = person.conversationId
        const id = randomUUID()
        ids.push(id)
        await insertCase(tx, {
          id,
          number: `N${i}`,
          person_id: person.personId,
          conversation_id: person.conversationId,
          office_id: 'o',
          assignee_id: null,
          status: 'waiting',
          priority: i % 10 === 0 ? 'urgent' : 'normal',
          reason: 'keyword',
          topic: null,
          lang: 'es',
          country: 'mx',
          channel: 'sms',
          visible_from_seq: 1,
          needs_sealed: null,
          plan_sealed: null,
          packet_sealed: null,
          next_step_on: null,
          next_step_sealed: null,
          promised_at: i,
          waiting_since: OPEN_CASES - i,
          opened_at: 1,
          first_contact_at: null,
          last_staff_at: null,
          snoozed_until: null,
          closed_at: null,
          outcome: null,
          closing_sealed: null,
          reopened: 0,
          updated_at: 1,
        })
      }
      for (let seq = 1; seq <= 500; seq++)
        await insertMessage(tx, {
          id: randomUUID(),
          conversationId,
          seq,
          direction: 'in',
          sender: 'person',
          channel: 'sms',
          providerId: null,
          kind: 'message',
          bodySealed: Buffer.from('x'.repeat(200)),
          status: 'received',
          segments: null,
          replyTo: null,
          now: 1,
        })
    })
  }, 300_000)
  afterAll(async () => {
    await engine.close()
  })

  test('a queue of 10,000 open cases opens within 300 ms, the urgent first, then whoever waits longest; 500 messages within 100 ms', async () => {
    const scope = { staffId: 'ana', officeId: 'o', seesAlerts: false }
    await listQueue(engine.db, 'unassigned', scope, { limit: 100, offset: 0 })
    const startedAt = performance.now()
    const rows = await listQueue(engine.db, 'unassigned', scope, { limit: 100, offset: 0 })
    const counts = await countQueue(engine.db, scope)
    const queueMs = performance.now() - startedAt
    expect(counts).toMatchObject({ unassigned: OPEN_CASES, urgent: OPEN_CASES / 10, mine: 0 })
    expect(rows).toHaveLength(100)
    expect(rows.every((row) => row.priority === 'urgent')).toBe(true)
    expect(rows.map((row) => row.waiting_since)).toEqual(rows.map((row) => row.waiting_since).sort((a, b) => a - b))
    const listedAt = performance.now()
    expect(await listLatest(engine.db, conversationId, { fromSeq: 1, limit: 500 })).toHaveLength(500)
    const messagesMs = performance.now() - listedAt
    process.stdout.write(`${name}: queue of 10,000 with counts ${queueMs.toFixed(0)} ms, 500 messages ${messagesMs.toFixed(0)} ms\n`)
    expect(queueMs).toBeLessThan(300)
    expect(messagesMs).toBeLessThan(100)
  })

  test('two caseworkers claim 1,000 cases at the same time: none taken twice, none lost', async () => {
    const wanted = ids.slice(0, CLAIMED)
    const tries = wanted.flatMap((caseId) =>
      ['ana', 'ben'].map(async (staffId) =>
        (await engine.db.transaction().execute((tx) => claimCase(tx, { caseId, staffId, now: 5 }))) ? { caseId, staffId } : undefined,
      ),
    )
    const won = (await Promise.all(tries)).flatMap((claim) => claim ?? [])
    expect(won).toHaveLength(CLAIMED)
    expect(new Set(won.map((claim) => claim.caseId)).size).toBe(CLAIMED)
    for (const { caseId, staffId } of won) expect((await findCase(engine.db, caseId))?.assignee_id).toBe(staffId)
  }, 120_000)
})
