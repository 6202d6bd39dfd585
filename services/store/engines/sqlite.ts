import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely'
import { PuenteError } from '../../errors/index.ts'
import type { Engine, EngineCapabilities, Signal } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { gatherTransactions } from './gather.ts'
import { dropSnapshots, snapshotSqlite } from './sqlite-snapshot.ts'

const CAPABILITIES: EngineCapabilities = {
  supportsSkipLocked: false,
  sharesWork: false,
  columns: {
    bytes: 'blob',
    autoIncrement: 'integer',
    bigint: 'integer',
    tableSuffix: 'strict',
    date: 'text',
    boolean: 'integer',
    integer: 'integer',
  },
  appendOnly: (table) =>
    ['update', 'delete'].map(
      (change) =>
        `create trigger ${table}_no_${change} before ${change} on ${table} begin select raise(abort, '${table} is only added to'); end`,
    ),
  // A file has no accounts.
  dailyRights: () => [],
  authType: 'sqlite',
}

/** The file is ours alone: there is nobody to tell. */
const NOBODY_ELSE: Signal = { send: () => undefined, listen: () => undefined, close: async () => undefined }

/** Prepared statements kept; the service has some dozens of distinct ones. */
const STATEMENTS_KEPT = 500

/**
 * Opens (or makes) the SQLite database.
 * One process only: the file is locked for as long as it is open, so that a second process cannot run the same jobs.
 * @param path file, or ":memory:"
 * @throws PuenteError P2005 when the folder cannot be written, P2007 when another process has the file, P2006 otherwise
 */
export async function openSqlite(path: string): Promise<Engine> {
  if (path !== ':memory:')
    await mkdir(dirname(path), { recursive: true, mode: 0o700 }).catch((cause) => {
      throw new PuenteError('P2005', { detail: dirname(path), cause })
    })
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    // EXCLUSIVE is taken at the first write and held: a second process fails at its own start, not in the middle of a turn.
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000; PRAGMA secure_delete = ON; PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000;',
    )
    database.exec('BEGIN IMMEDIATE; COMMIT;')
    if (path !== ':memory:') await dropSnapshots(path)
  } catch (cause) {
    database?.close()
    const reason = cause instanceof Error ? cause.message : ''
    const code = /locked|busy/i.test(reason) ? 'P2007' : /readonly|unable to open/i.test(reason) ? 'P2005' : 'P2006'
    throw new PuenteError(code, { detail: path, cause })
  }
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(database) }) })
  const opened = database
  return {
    db,
    capabilities: CAPABILITIES,
    gathered: gatherTransactions(db),
    // One connection, taken for the whole of it: nobody else's transaction runs with the disk not waited for.
    unhurried: (work) =>
      db.connection().execute(async (connection) => {
        opened.exec('PRAGMA synchronous = NORMAL')
        try {
          return await connection.transaction().execute(work)
        } finally {
          opened.exec('PRAGMA synchronous = FULL')
        }
      }),
    snapshot: () => snapshotSqlite(opened, path),
    // Freed pages are zeroed (secure_delete); what stood in the log before goes with it.
    scrub: async () => void (await sql`pragma wal_checkpoint(truncate)`.execute(db)),
    signal: NOBODY_ELSE,
    close: () => db.destroy(),
  }
}

/** node:sqlite in the shape that Kysely asks of a SQLite driver. */
function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql)
      if (known) return known
      const statement = sql === 'rollback' ? rollback(database) : adaptStatement(database.prepare(sql))
      if (statements.size < STATEMENTS_KEPT) statements.set(sql, statement)
      return statement
    },
  }
}

/** A full disk ends the transaction by itself: rolling back what is not there any more would hide the error that matters. */
function rollback(database: DatabaseSync): SqliteStatement {
  const run = () => {
    if (database.isTransaction) database.exec('ROLLBACK')
    return { changes: 0, lastInsertRowid: 0 }
  }
  return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() }
}

function adaptStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...values(parameters)),
    run: (parameters) => statement.run(...values(parameters)),
    iterate: (parameters) => statement.iterate(...values(parameters)),
  }
}
