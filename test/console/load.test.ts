import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { insertCase, insertIdentity } from '../../services/store/index.ts'
import type { ConsoleClient } from '../support/console-client.ts'
import { signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const OPEN_CASES = 10_000
const MESSAGES = 500
const PHONE = '+13465550401'

let t: TestApp
let ana: ConsoleClient
let caseId = ''
beforeAll(async () => {
  t = await startTestApp()
  ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
  const out = () => t.provider.messages(PHONE).filter((m) => m.direction === 'out').length
  for (const text of ['necesito mi pasaporte, soy de Honduras', 'PERSONA', 'SI', 'SI', 'SI']) {
    const before = out()
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text })
    await t.replies(PHONE, before + 1)
  }
  const { rows } = await ana.ok<{ rows: { id: string }[] }>('GET', '/queue?view=unassigned')
  caseId = rows[0]?.id ?? ''
  await ana.ok('POST', `/cases/${caseId}/claim`)
  const { db } = t.app.store
  // Real words, sealed by the service itself: the list has to open every one of them.
  for (let i = 0; i < MESSAGES; i++) await ana.ok('POST', `/cases/${caseId}/replies`, { id: randomUUID(), text: `respuesta ${i}` })
  await until(async () => (await db.selectFrom('job').select('id').limit(1).execute()).length === 0)
  const model = await db.selectFrom('care_case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()
  await db.transaction().execute(async (tx) => {
    for (let i = 0; i < OPEN_CASES; i++) {
      const [personId, conversationId] = [randomUUID(), randomUUID()]
      const sealed = { addressSealed: Buffer.from('x'), dataKey: Buffer.from('k') }
      await insertIdentity(tx, { id: randomUUID(), personId, conversationId, channel: 'sms', addressHash: `h${i}`, ...sealed, now: i })
      await insertCase(tx, {
        ...model,
        id: randomUUID(),
        number: `N${i}`,
        person_id: personId,
        conversation_id: conversationId,
        status: 'waiting',
        assignee_id: null,
        waiting_since: i,
      })
    }
  })
}, 300_000)
afterAll(async () => {
  await t.stop()
})

/** The median of five, each a whole call over HTTP: session, rules, query, opening of what is sealed, JSON. */
async function medianMs(path: string): Promise<number> {
  await ana.ok('GET', path)
  const took: number[] = []
  for (let i = 0; i < 5; i++) {
    const startedAt = performance.now()
    await ana.ok('GET', path)
    took.push(performance.now() - startedAt)
  }
  return took.sort((a, b) => a - b)[2] ?? 0
}

test('a queue of 10,000 open cases within 300 ms and a list of 500 messages within 100 ms, by the interface', async () => {
  const queueMs = await medianMs('/queue?view=unassigned')
  const { messages } = await ana.ok<{ messages: unknown[] }>('GET', `/cases/${caseId}/messages`)
  expect(messages).toHaveLength(MESSAGES)
  const messagesMs = await medianMs(`/cases/${caseId}/messages`)
  process.stdout.write(`console over HTTP: queue of 10,000 ${queueMs.toFixed(0)} ms, 500 messages ${messagesMs.toFixed(0)} ms\n`)
  expect(queueMs).toBeLessThan(300)
  expect(messagesMs).toBeLessThan(100)
}, 60_000)
