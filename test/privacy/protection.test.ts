import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { sql } from 'kysely'
import { restoreBackup, scrubKeyRings, writeBackup } from '../../services/backup/index.ts'
import { loadSettings } from '../../services/config/index.ts'
import { erasePerson, prepareFarewell } from '../../services/erasure/index.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'
import { openVault, readMasterKeys, rotateKeys } from '../../services/privacy/index.ts'
import { runDailyRetention, runRetention } from '../../services/retention/index.ts'
import {
  type Engine,
  findConversation,
  findIdentity,
  findMessage,
  insertAudit,
  insertUnanswered,
  openStore,
  type StorePlace,
  verifyAudit,
} from '../../services/store/index.ts'
import { storePerson } from '../support/people.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

const KEY = 'a'.repeat(64)
const NEW_KEY = 'b'.repeat(64)
const DAY = 86_400_000
const logger = createLogger('silent')

let postgres: TestPostgres
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'puente-protection-'))
}, 120_000)
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

const freshFolder = () => mkdtemp(join(folder, 'd-'))
const PLACES: readonly (readonly [string, () => Promise<StorePlace>])[] = [
  ['SQLite', async () => ({ databaseUrl: undefined, dataDir: await freshFolder() })],
  ['PostgreSQL', async () => ({ databaseUrl: await postgres.newDatabase(), dataDir: '' })],
]

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? 'other',
  )

describe.each(PLACES)('protection of data on %s', (_name, place) => {
  let engine: Engine
  let where: StorePlace
  const clock = () => new Date(1_800_000_000_000)
  beforeEach(async () => {
    where = await place()
    engine = await openStore(where)
  })
  afterEach(async () => {
    await engine.close()
  })
  const erasure = async (keys = [KEY]) => ({ vault: await openVault(engine, keys), clock, redacts: (name: string) => name === 'sms' })

  test('rotation: both keys open, the newest wraps, look-ups stay, and then the old key is not needed any more', async () => {
    const before = await openVault(engine, [KEY])
    const people = []
    for (let i = 0; i < 450; i++) people.push(await storePerson(engine, before, { address: `+1555000${i}`, text: `palabra ${i}` }))
    const both = await openVault(engine, [NEW_KEY, KEY])
    // The service goes on meanwhile: somebody new under the new key, somebody erased.
    const late = await storePerson(engine, both, { address: '+15559999', text: 'nueva' })
    await engine.db
      .deleteFrom('person')
      .where('id', '=', people[3]?.personId ?? '')
      .execute()
    const done = await rotateKeys({ engine, vault: both })
    expect(done).toEqual({ people: 449, serviceKeys: 3 })
    const after = await openVault(engine, [NEW_KEY])
    expect(after.addressHash('sms', '+15550007')).toBe(before.addressHash('sms', '+15550007'))
    for (const person of [people[7], late]) {
      const found = await findConversation(engine.db, person?.conversationId ?? '')
      const message = await findMessage(engine.db, person?.messageId ?? '')
      const text = after
        .forPerson(found?.dataKey ?? new Uint8Array())
        .openText(message?.body_sealed ?? new Uint8Array(), `message:${message?.id}`)
      expect(text).toContain('text')
    }
    expect(await findIdentity(engine.db, 'sms', after.addressHash('sms', '+15550003'))).toBeUndefined()
    expect(await codeOf(openVault(engine, [KEY]))).toBe('P4004')
    expect(await rotateKeys({ engine, vault: after })).toEqual({ people: 0, serviceKeys: 0 })
  })

  test('another algorithm takes over: what is new is sealed by it, what was there opens, also under a new master key', async () => {
    const before = await openVault(engine, [KEY])
    const old = await storePerson(engine, before, { address: '+15550001', text: 'de antes' })
    const next = await openVault(engine, [NEW_KEY, KEY], 'chacha20-poly1305')
    const late = await storePerson(engine, next, { address: '+15550002', text: 'de ahora' })
    await rotateKeys({ engine, vault: next })
    const after = await openVault(engine, [NEW_KEY])
    const marks = []
    for (const person of [old, late]) {
      const [found, message] = [await findConversation(engine.db, person.conversationId), await findMessage(engine.db, person.messageId)]
      const sealed = message?.body_sealed ?? new Uint8Array()
      const words = after.forPerson(found?.dataKey ?? new Uint8Array()).openText(sealed, `message:${person.messageId}`)
      marks.push([Buffer.from(sealed.subarray(0, 3)).toString('latin1'), (JSON.parse(words) as { text: string }).text])
    }
    expect(marks).toEqual([
      ['PU\x01', 'de antes'],
      ['PU\x02', 'de ahora'],
    ])
  })

  test('audit: appended by many at once, refuses change, and a change behind its back is found', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) => insertAudit(engine.db, { at: i, kind: 'test', conversationId: null, details: { i } })),
    )
    expect(await verifyAudit(engine.db)).toMatchObject({ events: 40, brokenAt: null })
    for (const change of [sql`update audit_event set kind = 'x' where seq = 7`, sql`delete from audit_event where seq = 7`])
      await expect(change.execute(engine.db)).rejects.toThrow(/only added to/)
    const { head } = await verifyAudit(engine.db)
    expect(await verifyAudit(engine.db, head)).toMatchObject({ hasHead: true })
    await sql`drop trigger ${sql.raw(where.databaseUrl ? 'audit_event_no_change on audit_event' : 'audit_event_no_update')}`.execute(
      engine.db,
    )
    await sql`update audit_event set details = '{"i":99}' where seq = 7`.execute(engine.db)
    expect(await verifyAudit(engine.db)).toMatchObject({ brokenAt: 7 })
  })

  test('audit: an event taken out, the last one taken out, and a trail cut off and closed again are found', async () => {
    for (let i = 1; i <= 6; i++) await insertAudit(engine.db, { at: i, kind: 'test', conversationId: null, details: { i } })
    const noted = (await verifyAudit(engine.db)).head
    await sql`drop trigger ${sql.raw(where.databaseUrl ? 'audit_event_no_change on audit_event' : 'audit_event_no_delete')}`.execute(
      engine.db,
    )
    const [third, last] = await engine.db.selectFrom('audit_event').selectAll().where('seq', 'in', [3, 6]).orderBy('seq').execute()
    if (!third || !last) throw new RangeError('no events')
    await sql`delete from audit_event where seq = 6`.execute(engine.db)
    expect(await verifyAudit(engine.db)).toMatchObject({ brokenAt: 'head' })
    // Whoever owns the database can make the end fit again; the link that was noted in log or backup is then not in it.
    const fifth = await engine.db.selectFrom('audit_event').select('hash').where('seq', '=', 5).executeTakeFirstOrThrow()
    await sql`update audit_head set seq = 5, hash = ${fifth.hash}`.execute(engine.db)
    expect(await verifyAudit(engine.db, noted)).toMatchObject({ brokenAt: null, hasHead: false })
    await sql`delete from audit_event where seq = 3`.execute(engine.db)
    expect(await verifyAudit(engine.db)).toMatchObject({ brokenAt: 4 })
    await engine.db
      .insertInto('audit_event')
      .values({ ...third, kind: 'other' })
      .execute()
    expect(await verifyAudit(engine.db)).toMatchObject({ brokenAt: 3 })
  })

  test('a failed transaction leaves no link', async () => {
    await insertAudit(engine.db, { at: 1, kind: 'one', conversationId: null, details: {} })
    const failing = engine.db.transaction().execute(async (tx) => {
      await insertAudit(tx, { at: 2, kind: 'two', conversationId: null, details: {} })
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow('no')
    await insertAudit(engine.db, { at: 3, kind: 'three', conversationId: null, details: {} })
    expect(await verifyAudit(engine.db)).toMatchObject({ events: 2, brokenAt: null })
  })

  test('erasing: key, rows, jobs and questions are gone, the provider is asked, the chain holds, a receipt without identity stays', async () => {
    const deps = await erasure()
    const person = await storePerson(engine, deps.vault, { address: '+15550001', text: 'hola', job: 'run-turn', providerId: 'SM1' })
    const other = await storePerson(engine, deps.vault, { address: '+15550002', text: 'otra' })
    for (const [id, owner] of [
      ['q1', person],
      ['q2', other],
    ] as const)
      await insertUnanswered(engine.db, {
        id,
        at: 1,
        lang: 'es',
        country: null,
        topic: null,
        reason: 'unsure',
        text: 'pregunta',
        question: id,
        asker: deps.vault.forPerson(owner.dataKey).tag(`question:${id}`),
      })
    await insertAudit(engine.db, { at: 1, kind: 'before', conversationId: person.conversationId, details: {} })
    const farewell = await engine.db.transaction().execute(async (tx) => {
      const conversation = await findConversation(tx, person.conversationId)
      if (!conversation) throw new RangeError('no conversation')
      const write = await prepareFarewell(deps, tx, conversation)
      await erasePerson(deps, tx, { conversation, by: 'person' })
      return await write()
    })
    expect(farewell.id).not.toBe(person.conversationId)
    expect(farewell.addressHash).toBe(deps.vault.addressHash('sms', '+15550001'))
    for (const table of ['message', 'job'] as const)
      expect(await engine.db.selectFrom(table).selectAll().where('conversation_id', '=', person.conversationId).execute()).toEqual([])
    expect((await engine.db.selectFrom('unanswered').select('id').execute()).map((row) => row.id)).toEqual(['q2'])
    expect(await engine.db.selectFrom('redaction').select(['channel', 'provider_id']).execute()).toEqual([
      { channel: 'sms', provider_id: 'SM1' },
    ])
    const keys = await engine.db.selectFrom('person').select('data_key').execute()
    expect(keys.some((row) => Buffer.from(row.data_key).equals(Buffer.from(person.dataKey)))).toBe(false)
    const receipt = await engine.db.selectFrom('audit_event').selectAll().where('kind', '=', 'erased').executeTakeFirstOrThrow()
    expect(receipt.conversation_id).toBeNull()
    expect(receipt.details).not.toContain(person.personId)
    expect(await verifyAudit(engine.db)).toMatchObject({ brokenAt: null })
  })

  test('retention by kind, once a day, reported', async () => {
    const deps = await erasure()
    const now = clock().getTime()
    const old = await storePerson(engine, deps.vault, { address: '+15550001', text: 'vieja', now: now - 40 * DAY })
    const fresh = await storePerson(engine, deps.vault, { address: '+15550002', text: 'nueva', now: now - DAY / 2 })
    const gone = await storePerson(engine, deps.vault, { address: '+15550003', text: 'lejana', now: now - 400 * DAY })
    const metrics = createMetrics()
    const { retention } = loadSettings({})
    const run = { ...deps, engine, logger, metrics, retention, forget: () => undefined }
    expect(await runRetention(run)).toMatchObject({ messages: 2, people: 1 })
    expect(await findMessage(engine.db, old.messageId)).toBeUndefined()
    expect(await findMessage(engine.db, fresh.messageId)).toBeDefined()
    expect(await findConversation(engine.db, old.conversationId)).toBeDefined()
    expect(await findConversation(engine.db, gone.conversationId)).toBeUndefined()
    const [report] = await engine.db.selectFrom('audit_event').select('details').where('kind', '=', 'retention').execute()
    expect(JSON.parse(report?.details ?? '{}')).toMatchObject({ messages: 2, people: 1, cases: 0, checkIns: 0, memories: 0 })
    expect(await metrics.registry.getSingleMetricAsString('puente_retention_removed_total')).toContain('kind="people"} 1')
    expect(await engine.db.selectFrom('audit_event').select('kind').where('kind', '=', 'retention').execute()).toHaveLength(1)
    expect([await runDailyRetention(run), await runDailyRetention(run)]).toEqual([expect.objectContaining({ people: 0 }), undefined])
  })

  test('backup and restore: everything is there again, the erased are not, what may have been sent is in doubt', async () => {
    const held = await erasure()
    const deps = { ...held, engine, logger, wrap: held.vault.wrap }
    const kept = await storePerson(engine, deps.vault, { address: '+15550001', text: 'me quedo', job: 'send-message' })
    const turn = await storePerson(engine, deps.vault, { address: '+15550004', text: 'en curso', job: 'run-turn' })
    const erased = await storePerson(engine, deps.vault, { address: '+15550002', text: 'me voy', job: 'run-turn', providerId: 'SM2' })
    await insertUnanswered(engine.db, {
      id: 'q1',
      at: 1,
      lang: 'es',
      country: null,
      topic: null,
      reason: 'unsure',
      text: 'pregunta guardada',
      question: 'q1',
      asker: deps.vault.forPerson(erased.dataKey).tag('question:q1'),
    })
    const to = join(await freshFolder(), 'backup.puente')
    const report = await writeBackup(deps, to)
    expect(report).toMatchObject({ people: 3 })
    const bytes = Buffer.concat([await readFile(to), await readFile(report.keys)]).toString('latin1')
    expect(bytes).not.toMatch(/pregunta guardada|me quedo|15550001/)
    await engine.db.transaction().execute(async (tx) => {
      const conversation = await findConversation(tx, erased.conversationId)
      if (conversation) await erasePerson(deps, tx, { conversation, by: 'person' })
    })
    // As a killed backup leaves it.
    await copyFile(report.keys, `${report.keys}.partial`)
    const length = (await readFile(report.keys)).length
    expect(await scrubKeyRings(deps)).toBe(2)
    const [ring, half] = [await readFile(report.keys), await readFile(`${report.keys}.partial`)]
    expect([half.length, half.equals(ring)]).toEqual([length, true])
    const target = await place()
    const restored = await restoreBackup({ where: target, masterKeys: [KEY], from: to, clock })
    expect(restored).toMatchObject({ people: 2, erased: 2, sendsInDoubt: 1, turnsInDoubt: 1 })
    const there = await openStore(target)
    const vault = await openVault(there, [KEY])
    expect(await findConversation(there.db, erased.conversationId)).toBeUndefined()
    expect(await there.db.selectFrom('unanswered').selectAll().execute()).toEqual([])
    const conversation = await findConversation(there.db, kept.conversationId)
    const message = await findMessage(there.db, kept.messageId)
    expect(
      vault
        .forPerson(conversation?.dataKey ?? new Uint8Array())
        .openText(message?.body_sealed ?? new Uint8Array(), `message:${kept.messageId}`),
    ).toContain('me quedo')
    expect(message).toMatchObject({ status: 'sending', attempted_at: 1 })
    const job = await there.db.selectFrom('job').selectAll().where('conversation_id', '=', turn.conversationId).executeTakeFirst()
    expect(job?.correlation_id).toBe('restored-correlation')
    expect(await verifyAudit(there.db)).toMatchObject({ brokenAt: null })
    expect(await storePerson(there, vault, { address: '+15550009', text: 'sigue', job: 'run-turn' })).toBeDefined()
    await there.close()
    expect(await codeOf(restoreBackup({ where: target, masterKeys: [KEY], from: to, clock }))).toBe('P2020')
  })

  test('a backup that is cut, changed, of another key or without its ring is refused, and nothing is written', async () => {
    const held = await erasure()
    const deps = { ...held, engine, logger, wrap: held.vault.wrap }
    await storePerson(engine, deps.vault, { address: '+15550001', text: 'hola' })
    const to = join(await freshFolder(), 'backup.puente')
    const { keys } = await writeBackup(deps, to)
    const whole = await readFile(to)
    const target = await place()
    const attempt = (over: { from?: string; keys?: string; masterKeys?: string[] }) =>
      codeOf(restoreBackup({ where: target, masterKeys: [KEY], from: to, clock, ...over }))
    const spoilt = async (bytes: Buffer) => {
      const path = `${to}.spoilt`
      await writeFile(path, bytes)
      return path
    }
    const changed = Buffer.from(whole)
    changed.writeUInt8(changed.readUInt8(changed.length - 5) ^ 1, changed.length - 5)
    expect(await attempt({ from: await spoilt(changed) })).toBe('P2021')
    expect(await attempt({ from: await spoilt(whole.subarray(0, whole.length - 30)) })).toBe('P2021')
    expect(await attempt({ from: await spoilt(Buffer.from('not a backup')) })).toBe('P2021')
    expect(await attempt({ masterKeys: [NEW_KEY] })).toBe('P2021')
    expect(await attempt({ keys: `${keys}.none` })).toBe('P2022')
    expect(await attempt({})).toBe('none')
  })
})

describe('master keys', () => {
  test('from the environment, a file or a command; never told when they are wrong', async () => {
    const dataDir = await freshFolder()
    const file = join(dataDir, 'keys')
    const secret = randomBytes(32).toString('hex')
    await writeFile(file, `${secret}\n${KEY}\n`)
    const source = { masterKey: undefined, dataDir }
    expect(await readMasterKeys({ ...source, masterKey: `${NEW_KEY},${KEY}` })).toEqual([NEW_KEY, KEY])
    expect(await readMasterKeys({ ...source, masterKeyFile: file })).toEqual([secret, KEY])
    expect(await readMasterKeys({ ...source, masterKeyCommand: `head -1 ${file}` })).toEqual([secret])
    await writeFile(file, secret.slice(1))
    for (const wrong of [{ masterKeyFile: file }, { masterKeyCommand: `cat ${file}; exit 3` }, { masterKeyFile: `${file}.none` }]) {
      const error = await readMasterKeys({ ...source, ...wrong }).catch((e: Error) => e)
      expect(error).toMatchObject({ code: 'P2001' })
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret.slice(1, 20))
    }
    expect(() => loadSettings({ MASTER_KEY: KEY, MASTER_KEY_FILE: file })).toThrow(/only one of them counts/)
  })
})
