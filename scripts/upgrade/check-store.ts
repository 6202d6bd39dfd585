import { join } from 'node:path'
import { restoreBackup, writeBackup } from '../../services/backup/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { createKeyWrap, openVault } from '../../services/privacy/index.ts'
import { type Engine, lastMigration, openEngine, openStore, type StorePlace, verifyAudit } from '../../services/store/index.ts'

/** Key of the fixtures: they hold made-up people only. */
export const FIXTURE_KEY = 'ab'.repeat(32)
const TABLES = [
  'person',
  'identity',
  'conversation',
  'message',
  'care_case',
  'consent',
  'case_event',
  'unanswered',
  'staff',
  'office',
  'suppression',
] as const

export interface UpgradeFigures {
  readonly from: string
  readonly to: string
  readonly rows: number
  readonly wordsOpened: number
  readonly auditEvents: number
  readonly migrateMs: number
  /** Backup of the new form, restored elsewhere. */
  readonly restored: boolean
  /** Backup of the old form, restored in it, and migrated once more. */
  readonly backAndUpAgain: boolean
  readonly faults: readonly string[]
}

/** A database of the earlier release: up, backed up and restored, back, and up again; every row and every word looked at each time. */
export async function checkStore(options: {
  old: StorePlace
  newPlace: () => Promise<StorePlace>
  folder: string
}): Promise<UpgradeFigures> {
  const faults: string[] = []
  const clock = () => new Date()
  const wrap = createKeyWrap([FIXTURE_KEY])
  const logger = createLogger('error')
  const masterKeys = [FIXTURE_KEY]
  const expect = (what: string, isSo: boolean) => {
    if (!isSo) faults.push(what)
    return isSo
  }
  const before = await openEngine(options.old)
  const from = await lastMigration(before.db)
  const counts = await countRows(before)
  const oldFile = join(options.folder, 'before.puente')
  await writeBackup({ engine: before, clock, logger, wrap }, oldFile)
  await before.close()

  const startedAt = performance.now()
  const engine = await openStore(options.old)
  const migrateMs = Math.round(performance.now() - startedAt)
  expect('rows after the migration', same(counts, await countRows(engine)))
  const wordsOpened = await openWords(engine)
  const audit = await verifyAudit(engine.db)
  expect('audit chain', audit.brokenAt === null && audit.events > 0)
  const newFile = join(options.folder, 'after.puente')
  await writeBackup({ engine, clock, logger, wrap }, newFile)
  const to = await lastMigration(engine.db)
  await engine.close()

  const elsewhere = await options.newPlace()
  await restoreBackup({ where: elsewhere, masterKeys, from: newFile, clock })
  const restored = await looksSame(elsewhere, counts, wordsOpened)
  expect('restored', restored)

  const back = await options.newPlace()
  await restoreBackup({ where: back, masterKeys, from: oldFile, clock, form: 'kept' })
  const old = await openEngine(back)
  const isBack = (await lastMigration(old.db)) === from && same(counts, await countRows(old))
  await old.close()
  const backAndUpAgain = isBack && (await looksSame(back, counts, wordsOpened))
  expect('back and up again', backAndUpAgain)
  const rows = Object.values(counts).reduce((sum, n) => sum + n, 0)
  return { from, to, rows, wordsOpened, auditEvents: audit.events, migrateMs, restored, backAndUpAgain, faults }
}

async function looksSame(where: StorePlace, counts: Record<string, number>, words: number): Promise<boolean> {
  const engine = await openStore(where)
  try {
    return same(counts, await countRows(engine)) && (await openWords(engine)) === words && (await verifyAudit(engine.db)).brokenAt === null
  } finally {
    await engine.close()
  }
}

/** Opens every message, address and memory, and finds everybody by their address. @returns how many values were opened */
async function openWords(engine: Engine): Promise<number> {
  const vault = await openVault(engine, [FIXTURE_KEY])
  const people = await engine.db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .innerJoin('conversation', 'conversation.identity_id', 'identity.id')
    .select([
      'person.data_key',
      'identity.address_hash',
      'identity.address_sealed',
      'identity.channel',
      'conversation.id',
      'conversation.state_sealed',
    ])
    .execute()
  let count = 0
  for (const person of people) {
    const words = vault.forPerson(person.data_key)
    const address = words.openText(person.address_sealed, `address:${person.address_hash}`)
    if (vault.addressHash(person.channel, address) === person.address_hash) count++
    if (person.state_sealed && words.openText(person.state_sealed, `state:${person.id}`) !== '') count++
    const messages = await engine.db.selectFrom('message').select(['id', 'body_sealed']).where('conversation_id', '=', person.id).execute()
    for (const { id, body_sealed } of messages) if (words.openText(body_sealed, `message:${id}`) !== '') count++
  }
  return count
}

async function countRows(engine: Engine): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of TABLES) {
    const row = await engine.db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    counts[table] = Number(row.n)
  }
  return counts
}

function same(a: Record<string, number>, b: Record<string, number>): boolean {
  return Object.keys(a).every((name) => a[name] === b[name])
}
