import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { countJobs } from '../../services/store/index.ts'
import { signedIn } from '../support/console-client.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { postSigned, smsFields } from '../support/signed-webhook.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let postgres: TestPostgres
let sqlite: TestApp
let onPostgres: TestApp
beforeAll(async () => {
  postgres = await startPostgres()
  sqlite = await startTestApp()
  onPostgres = await startTestApp({ DATABASE_URL: await postgres.newDatabase() })
}, 180_000)
afterAll(async () => {
  await onPostgres.stop()
  await sqlite.stop()
  await postgres.stop()
})

const run = (t: TestApp, text: string) => sql.raw(text).execute(t.app.store.db)
const settingOf = async (t: TestApp, text: string) => (await sql.raw<{ v: string | number }>(text).execute(t.app.store.db)).rows[0]?.v
const post = (t: TestApp, from: string, text: string) =>
  postSigned(`${t.app.url}/webhooks/twilio/messages`, smsFields({ From: from, Body: text }), t.provider.authToken)
const nothingOpen = (t: TestApp) => until(async () => Object.keys(await countJobs(t.app.store.db)).length === 0)

interface Fault {
  readonly name: string
  readonly app: () => TestApp
  readonly from: number
  /** By the engine's own means: root may write to what is marked read-only. */
  breakStore(t: TestApp): Promise<unknown>
  mend(t: TestApp): Promise<unknown>
}

const FAULTS: Fault[] = [
  {
    name: 'SQLite, disk full',
    app: () => sqlite,
    from: 7100,
    breakStore: async (t) => run(t, `pragma max_page_count = ${await settingOf(t, 'select page_count as v from pragma_page_count')}`),
    mend: (t) => run(t, 'pragma max_page_count = 1073741823'),
  },
  {
    name: 'SQLite, read-only',
    app: () => sqlite,
    from: 7400,
    breakStore: (t) => run(t, 'pragma query_only = 1'),
    mend: (t) => run(t, 'pragma query_only = 0'),
  },
  {
    name: 'PostgreSQL, read-only',
    app: () => onPostgres,
    from: 7700,
    breakStore: async (t) => {
      await run(t, 'alter system set default_transaction_read_only = on')
      await run(t, 'select pg_reload_conf()')
      await until(async () => (await settingOf(t, `select current_setting('transaction_read_only') as v`)) === 'on')
    },
    mend: async (t) => {
      await run(t, 'alter system set default_transaction_read_only = off')
      await run(t, 'select pg_reload_conf()')
    },
  },
]

describe('a store that takes nothing', () => {
  test.each(FAULTS)('$name: refused before it is acknowledged, without words in the log; afterwards nothing is lost', async (fault) => {
    const t = fault.app()
    await fault.breakStore(t)
    // What still fits is taken, and kept.
    const accepted: string[] = []
    const refused: string[] = []
    for (let i = 0; refused.length < 3 && i < 200; i++) {
      const from = `+1346555${fault.from + i}`
      const answer = await post(t, from, 'palabrasecreta '.repeat(90))
      expect([200, 503]).toContain(answer.status)
      ;(answer.status === 200 ? accepted : refused).push(from)
    }
    expect(refused).toHaveLength(3)
    expect(t.logs()).toContain('P2013')
    await fault.mend(t)
    // The provider sends the refused ones again.
    for (const from of refused) await until(async () => (await post(t, from, 'perdi mi acta, soy de Puebla')).status === 200)
    for (const from of [...accepted, ...refused]) expect(await t.replies(from, 1)).toHaveLength(1)
    await nothingOpen(t)
    expect(t.logs()).not.toContain('palabrasecreta')
  })
})

/** A store that cannot even be read from counts as one that takes nothing: the texts are in memory. */
describe('somebody in danger while the store takes nothing', () => {
  test.each(FAULTS.slice(1))(
    '$name: is told whom to call at once, once, without an offer; the message is kept when the store is back',
    async (fault) => {
      const t = fault.app()
      const from = `+1346556${fault.from}`
      const said = () => t.provider.messages(from).filter((m) => m.direction === 'out')
      const stopped = `+1346557${fault.from}`
      await post(t, stopped, 'STOP')
      await t.replies(stopped, 1)
      await nothingOpen(t)
      const heard = t.provider.messages(stopped).length
      await fault.breakStore(t)
      const fields = smsFields({ From: from, Body: 'ya no quiero vivir, me voy a matar' })
      const again = () => postSigned(`${t.app.url}/webhooks/twilio/messages`, fields, t.provider.authToken)
      await until(async () => (await again()).status === 503)
      expect((await again()).status).toBe(503)
      expect(said()).toHaveLength(1)
      expect(said()[0]?.text).toMatch(/988/)
      expect(said()[0]?.text).not.toMatch(/responda/)
      // The chat page has no other way than the answer to its own request.
      const chat = await fetch(`${t.app.url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: randomUUID(), text: 'mi esposo me quiere matar, tiene un cuchillo', lang: 'es' }),
      })
      expect(chat.status).toBe(503)
      expect(await chat.json()).toMatchObject({ error: { code: 'P2013' }, say: expect.stringContaining('Su vida va primero') })
      // After STOP nothing leaves, not even now.
      expect((await post(t, stopped, 'me voy a matar')).status).toBe(503)
      expect(t.provider.messages(stopped)).toHaveLength(heard)
      await fault.mend(t)
      await until(async () => (await again()).status === 200)
      await t.replies(from, 2)
      expect(said().at(-1)?.text).toMatch(/988.*responda/s)
      await nothingOpen(t)
      expect(t.logs()).not.toContain('me voy a matar')
    },
  )
})

test('work that fails every time is set aside, shown to a supervisor without words, and tried again by a press of a button', async () => {
  const t = sqlite
  const { db } = t.app.store
  const from = '+13465558800'
  const [supervisor, caseworker] = [
    await signedIn(t.app.url, t.app.demoStaff, t.app.demoStaff?.find((m) => m.role === 'supervisor')?.name ?? ''),
    await signedIn(t.app.url, t.app.demoStaff, t.app.demoStaff?.find((m) => m.role === 'caseworker')?.name ?? ''),
  ]
  await post(t, from, 'perdi mi acta, soy de Puebla')
  await t.replies(from, 1)
  await nothingOpen(t)
  const last = await db
    .selectFrom('message')
    .selectAll()
    .where('direction', '=', 'in')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  // The same message once more, with words that cannot be opened for a while.
  const words = (body: Uint8Array) => db.updateTable('message').set({ body_sealed: body }).where('id', '=', last.id).execute()
  await words(Buffer.from('broken'))
  await db
    .insertInto('job')
    .values({
      id: randomUUID(),
      kind: 'run-turn',
      lane: 'run-turn',
      conversation_id: last.conversation_id,
      message_id: last.id,
      priority: 5,
      state: 'ready',
      // Four tries have failed: the fifth is the last.
      attempts: 4,
      run_at: 0,
      lease_until: null,
      lease_token: null,
      last_code: null,
      correlation_id: 'c',
      created_at: Date.now(),
      updated_at: Date.now(),
    })
    .execute()
  await until(async () => (await countJobs(db)).dead === 1)
  const { jobs } = await supervisor.ok<{ jobs: { id: string; kind: string; code: string; tries: number }[] }>('GET', '/set-aside')
  expect(jobs).toEqual([expect.objectContaining({ kind: 'run-turn', code: 'P4004', tries: 5, channel: 'sms' })])
  expect(JSON.stringify(jobs)).not.toContain('1346555')
  expect((await caseworker.call('GET', '/set-aside')).status).toBe(403)
  expect((await caseworker.call('POST', `/set-aside/${jobs[0]?.id}/again`)).status).toBe(403)
  // The next message of the conversation did not wait for it.
  await post(t, from, 'gracias')
  await t.replies(from, 2)
  await words(last.body_sealed)
  await supervisor.ok('POST', `/set-aside/${jobs[0]?.id}/again`)
  expect((await supervisor.call('POST', `/set-aside/${jobs[0]?.id}/again`)).status).toBe(409)
  await t.replies(from, 3)
  await nothingOpen(t)
  expect(await supervisor.ok('GET', '/set-aside')).toEqual({ jobs: [] })
})
