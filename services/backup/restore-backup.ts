import { dirname, join, resolve } from 'node:path'
import { PuenteError } from '../errors/index.ts'
import { createKeyWrap } from '../privacy/index.ts'
import {
  columnKinds,
  continueNumbers,
  type Engine,
  insertAudit,
  isEmptyStore,
  lastMigration,
  migrate,
  openEngine,
  setBackupPlace,
  stopCampaigns,
} from '../store/index.ts'
import { readRing } from './key-ring.ts'
import { type Loaded, loadRows } from './load-rows.ts'
import { type BackupHeader, readSealed } from './sealed-file.ts'

export interface RestoreOptions {
  readonly where: { readonly databaseUrl: string | undefined; readonly dataDir: string }
  readonly masterKeys: readonly string[]
  readonly from: string
  /** Where the key ring is; beside the backup when it is not told. */
  readonly keys?: string | undefined
  /** kept: in the form of the release that it was made with, to go back to it. */
  readonly form?: 'latest' | 'kept'
  readonly clock: () => Date
}

export interface RestoreReport extends Loaded {
  readonly backup: string
  readonly madeAt: string
}

/**
 * Brings a backup onto an empty database, in one transaction. Whoever is not in the key ring any more was erased since and does not
 * come back; what may have been sent since is looked up at the provider before it is sent.
 * @throws PuenteError P2020 when the target is not empty, P2021 for a damaged backup or a wrong master key, P2022 without its key ring
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  const wrap = createKeyWrap(options.masterKeys)
  const { header, lines } = await readSealed(options.from, wrap)
  const ringFile = resolve(options.keys ?? join(dirname(resolve(options.from)), header.ring))
  const ring = await readRing(ringFile)
  if (ring.database !== header.database || ring.at < header.at)
    throw new PuenteError('P2022', { detail: 'it is of another database or older than the backup' })
  const engine = await openEngine(options.where)
  try {
    await prepare(engine, header)
    const kinds = await columnKinds(engine)
    const loaded = await engine.db.transaction().execute((tx) => loadRows(tx, { lines, ring, wrap, kinds }))
    await continueNumbers(engine)
    const report = { backup: header.id, madeAt: new Date(header.at).toISOString(), ...loaded }
    if (options.form === 'kept') return report
    await migrate(engine)
    const at = options.clock().getTime()
    // Whom a campaign reached after the backup is not known: it does not go on.
    await stopCampaigns(engine.db, at)
    // Erasing somebody here reaches the ring that this came from.
    await setBackupPlace(engine.db, ringFile, at)
    const { rows, erased } = loaded
    await insertAudit(engine.db, { at, kind: 'restored', conversationId: null, details: { backup: header.id, rows, erased } })
    await engine.scrub()
    return report
  } finally {
    await engine.close()
  }
}

/** An empty database in the form that the rows are in: it is brought to this release's afterwards. */
async function prepare(engine: Engine, header: BackupHeader): Promise<void> {
  const form = await lastMigration(engine.db)
  if (!(await isEmptyStore(engine)) || (form !== '' && form !== header.form)) throw new PuenteError('P2020')
  await migrate(engine, { upTo: header.form })
}
