import { randomUUID } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { PuenteError } from '../errors/index.ts'
import type { Logger } from '../observability/index.ts'
import { type KeyWrap, vaultOf } from '../privacy/index.ts'
import { auditHead, type DumpRow, type Engine, findMark, insertAudit, lastMigration, setBackupPlace, setMark } from '../store/index.ts'
import { readRing, ringName, ringPath, writeRing } from './key-ring.ts'
import { packRow } from './rows.ts'
import { scrubKeyRings } from './scrub-key-rings.ts'
import { type BackupHeader, writeSealed } from './sealed-file.ts'

export interface BackupDeps {
  readonly engine: Engine
  readonly wrap: KeyWrap
  readonly clock: () => Date
  readonly logger: Logger
}

export interface BackupReport {
  readonly backup: string
  readonly file: string
  readonly keys: string
  readonly bytes: number
  readonly rows: number
  readonly people: number
}

/** A database in the form of an earlier release is backed up as it is (before an upgrade); it cannot remember where. */
const FIRST_WITH_MARKS = '005-privacy'

/** Made again by itself, or of this machine only: sessions, vectors, and where backups were put. */
const LEFT_OUT = new Set([
  'kysely_migration',
  'kysely_migration_lock',
  'passage_vector',
  'auth_session',
  'session_use',
  'auth_verification',
  'backup_place',
  'shred',
])

/**
 * Writes a backup while the service goes on: one moment of the whole database, compressed and sealed, and beside it the key ring.
 * @throws PuenteError P2005 when the folder cannot be written
 */
export async function writeBackup(deps: BackupDeps, to: string): Promise<BackupReport> {
  const { db } = deps.engine
  const at = deps.clock().getTime()
  const path = resolve(to)
  await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
    throw new PuenteError('P2005', { detail: dirname(path), cause })
  })
  const form = await lastMigration(db)
  const hasMarks = form >= FIRST_WITH_MARKS
  const database = hasMarks ? await databaseId(deps) : randomUUID()
  const ring = ringPath(path, database)
  // From here on erasures are remembered for this ring, until it is written and they have been taken out.
  if (hasMarks) await setBackupPlace(db, ring, 0)
  const before = (await readRing(ring).catch(() => undefined))?.keys ?? new Map<string, Uint8Array>()
  const snapshot = await deps.engine.snapshot()
  const keys = new Map<string, Uint8Array>()
  const count = { rows: 0, people: 0 }
  const header: BackupHeader = {
    id: randomUUID(),
    at,
    database,
    form,
    ring: ring.split('/').at(-1) ?? '',
    key: Buffer.from(deps.wrap.newKey()).toString('base64'),
    auditHead: hasMarks ? (await auditHead(db)).hash : '',
  }
  const withoutKey = (table: string, row: DumpRow): DumpRow => {
    if (table === 'person') {
      count.people++
      keys.set(ringName(String(row.id)), current(deps.wrap, row.data_key as Uint8Array))
      return { ...row, data_key: null }
    }
    if (table !== 'unanswered') return row
    // The row bears no identity, so an erased person's could not be told apart in a backup: each gets a key in the ring.
    const name = ringName(String(row.id))
    const key = before.get(name) ?? deps.wrap.newKey()
    keys.set(name, current(deps.wrap, key))
    return {
      ...row,
      text: Buffer.from(vaultOf(deps.wrap.unwrap(key)).sealText(String(row.text), `unanswered:${row.id}`)).toString('base64'),
    }
  }
  async function* lines() {
    for (const table of await snapshot.tables()) {
      if (LEFT_OUT.has(table)) continue
      for await (const page of snapshot.rows(table)) {
        count.rows += page.length
        yield `${JSON.stringify({ table })}\n${page.map((row) => packRow(withoutKey(table, row))).join('\n')}\n`
      }
    }
    yield `${JSON.stringify({ end: count.rows })}\n`
  }
  try {
    await writeSealed(path, header, deps.wrap, lines())
  } finally {
    await snapshot.close()
  }
  await writeRing(ring, { database, at, keys })
  const report = { backup: header.id, file: path, keys: ring, bytes: (await stat(path)).size, ...count }
  if (!hasMarks) return report
  await setBackupPlace(db, ring, at)
  await scrubKeyRings(deps)
  await insertAudit(db, {
    at,
    kind: 'backup',
    conversationId: null,
    details: { backup: header.id, people: count.people, rows: count.rows },
  })
  return report
}

/** A key in the form that the ring has place for: under the newest master key. */
function current(wrap: KeyWrap, wrapped: Uint8Array): Uint8Array {
  return wrap.rewrap(wrapped) ?? wrapped
}

async function databaseId({ engine }: BackupDeps): Promise<string> {
  await setMark(engine.db, { name: 'database-id', at: 0, value: randomUUID(), notAfter: -1 })
  return (await findMark(engine.db, 'database-id'))?.value ?? ''
}
