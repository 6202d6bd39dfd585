import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { restoreBackup, writeBackup } from '../../services/backup/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { createKeyWrap, openVault } from '../../services/privacy/index.ts'
import { countJobs, insertAudit, openStore, verifyAudit } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { storePerson } from '../support/people.ts'
import { postSigned, smsFields } from '../support/signed-webhook.ts'
import { type StandInProvider, startStandInProvider } from '../support/stand-in-provider.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const KEY = 'ef'.repeat(32)
const TOKEN = '0123456789abcdef0123456789abcdef'
const wrap = createKeyWrap([KEY])
/** Long enough for a backup of two people. */
const PUT_OFF_MS = 6_000
const logger = createLogger('silent')
const clock = () => new Date()
const { settings } = bothStores()

test('a copy that a killed process has left is taken away at the next start: it holds people who may have been erased since', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'puente-left-'))
  const left = join(dataDir, '.snapshot-Ab12Cd')
  await mkdir(left)
  await writeFile(join(left, 'copy.sqlite'), 'words and keys')
  const engine = await openStore({ databaseUrl: undefined, dataDir })
  expect((await readdir(dataDir)).filter((name) => name.startsWith('.snapshot-'))).toEqual([])
  // One that is being read is of this process, and goes when it is done.
  const snapshot = await engine.snapshot()
  expect((await readdir(dataDir)).filter((name) => name.startsWith('.snapshot-'))).toHaveLength(1)
  await snapshot.close()
  expect((await readdir(dataDir)).filter((name) => name.startsWith('.snapshot-'))).toEqual([])
  await engine.close()
  await rm(dataDir, { recursive: true, force: true })
})

describe.each(settings)('backup and restore of a running service, %s', (_name, place) => {
  let folder: string
  let provider: StandInProvider
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'puente-restore-'))
    provider = await startStandInProvider()
  })
  afterEach(async () => {
    await provider.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const where = async (dataDir: string) => {
    const env = await place()
    return { env, store: { databaseUrl: env.DATABASE_URL, dataDir: join(folder, dataDir) } }
  }

  test('what left after the backup does not leave again, what did not leave does', async () => {
    const before = await where('before')
    const account = {
      ...{ TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_SMS_FROM: '+15005550006' },
      ...{ TWILIO_API_URL: provider.apiUrl, MASTER_KEY: KEY },
    }
    const start = (at: typeof before) => startTestApp({ ...account, ...at.env, DATA_DIR: at.store.dataDir })
    const taken = (to: string) => provider.taken.filter((m) => m.to === to)
    const nothingOpen = (t: TestApp) => until(async () => Object.keys(await countJobs(t.app.store.db)).length === 0)
    let t = await start(before)
    const [sent, unsent] = ['+13465550951', '+13465550952']
    provider.behaviour = 'unavailable'
    for (const From of [sent, unsent]) {
      const fields = smsFields({ From, Body: 'perdi mi acta de nacimiento, soy de Puebla' })
      expect((await postSigned(`${t.app.url}/webhooks/twilio/messages`, fields, TOKEN)).status).toBe(200)
    }
    await until(async () => (await t.app.store.db.selectFrom('message').select('id').where('direction', '=', 'out').execute()).length === 2)
    // As if nobody had tried yet, nor did while the backup is made: what waits in it may have left since without a trace in it.
    const { db } = t.app.store
    await until(async () => {
      await db
        .updateTable('job')
        .set({ run_at: Date.now() + PUT_OFF_MS })
        .where('state', '=', 'ready')
        .execute()
      const jobs = await db.selectFrom('job').select(['state', 'run_at']).execute()
      return jobs.every((job) => job.state === 'ready' && job.run_at > Date.now() + PUT_OFF_MS / 2)
    })
    await db.updateTable('message').set({ status: 'queued', attempted_at: null }).where('direction', '=', 'out').execute()
    const to = join(folder, 'one.puente')
    await writeBackup({ engine: t.app.store, clock, logger, wrap }, to)
    provider.behaviour = 'take'
    await nothingOpen(t)
    expect([taken(sent).length, taken(unsent).length]).toEqual([1, 1])
    await t.stop()
    // As if the second one had never reached the provider.
    provider.taken.splice(0, provider.taken.length, ...taken(sent))

    const after = await where('after')
    expect(await restoreBackup({ where: after.store, masterKeys: [KEY], from: to, clock })).toMatchObject({ people: 2, sendsInDoubt: 2 })
    t = await start(after)
    await nothingOpen(t)
    expect([taken(sent).length, taken(unsent).length]).toEqual([1, 1])
    const states = await t.app.store.db.selectFrom('message').select('status').where('direction', '=', 'out').execute()
    expect(states.map((row) => row.status)).not.toContain('sending')
    await t.stop()
  }, 120_000)

  test('a backup is one moment, whatever is written meanwhile', async () => {
    const source = await where('source')
    const engine = await openStore(source.store)
    const vault = await openVault(engine, [KEY])
    for (let i = 0; i < 50; i++) await storePerson(engine, vault, { address: `+1555100${i}`, text: 'antes' })
    let isOver = false
    let written = 0
    const writing = (async () => {
      for (let i = 0; !isOver || written === 0; i++) {
        const { conversationId } = await storePerson(engine, vault, { address: `+1555200${i}`, text: 'mientras' })
        await insertAudit(engine.db, { at: i, kind: 'test', conversationId, details: { i } })
        written++
        // SQLite answers at once: without this nothing else would get its turn.
        await new Promise(setImmediate)
      }
    })()
    await until(() => written > 3)
    const to = join(folder, 'one.puente')
    const report = await writeBackup({ engine, clock, logger, wrap }, to)
    const atTheEnd = written
    isOver = true
    await writing
    await engine.close()
    const target = await where('target')
    const restored = await restoreBackup({ where: target.store, masterKeys: [KEY], from: to, clock })
    expect(restored.people).toBe(report.people)
    expect(report.people).toBeGreaterThanOrEqual(53)
    // Nobody waited for the backup to be done.
    expect(atTheEnd).toBeGreaterThan(3)
    const there = await openStore(target.store)
    const opened = await openVault(there, [KEY])
    // No half of anything: each person has address, conversation and message, and the chain holds.
    const rows = await there.db
      .selectFrom('person')
      .leftJoin('identity', 'identity.person_id', 'person.id')
      .leftJoin('conversation', 'conversation.person_id', 'person.id')
      .leftJoin('message', 'message.conversation_id', 'conversation.id')
      .select(['person.data_key', 'identity.address_hash', 'identity.address_sealed', 'message.id'])
      .execute()
    expect(rows).toHaveLength(report.people)
    for (const row of rows) {
      expect([row.id, row.address_hash]).not.toContain(null)
      const address = opened.forPerson(row.data_key).openText(row.address_sealed ?? new Uint8Array(), `address:${row.address_hash}`)
      expect(address).toMatch(/^\+1555[12]00\d+$/)
    }
    expect(await verifyAudit(there.db)).toMatchObject({ brokenAt: null })
    await there.close()
  }, 120_000)
})
