import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { PuenteError } from '../../errors/index.ts'
import type { Engine, EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { openPostgresSignal } from './postgres-signal.ts'
import { snapshotPostgres } from './postgres-snapshot.ts'

const CAPABILITIES: EngineCapabilities = {
  supportsSkipLocked: true,
  sharesWork: true,
  columns: {
    bytes: 'bytea',
    autoIncrement: 'bigserial',
    bigint: 'bigint',
    tableSuffix: '',
    date: 'timestamptz',
    boolean: 'boolean',
    integer: 'integer',
  },
  appendOnly: (table) => [
    `create function ${table}_no_change() returns trigger language plpgsql as $$ begin raise exception '${table} is only added to'; end $$`,
    `create trigger ${table}_no_change before update or delete on ${table} for each row execute function ${table}_no_change()`,
    `create trigger ${table}_no_truncate before truncate on ${table} for each statement execute function ${table}_no_change()`,
  ],
  dailyRights: (account) => {
    const name = `"${account.replaceAll('"', '""')}"`
    return [
      'revoke create on schema public from public',
      `grant usage on schema public to ${name}`,
      `grant select, insert, update, delete on all tables in schema public to ${name}`,
      `grant usage, select on all sequences in schema public to ${name}`,
      `revoke update, delete on audit_event from ${name}`,
      `revoke insert, update, delete on kysely_migration, kysely_migration_lock from ${name}`,
      // Erasing has dead rows taken out of the file at once; before version 17 only who owns a table may.
      `do $do$ begin if current_setting('server_version_num')::int >= 170000 then execute $sql$grant maintain on person to ${name}$sql$; end if; end $do$`,
    ]
  },
  authType: 'postgres',
}

const INT8_OID = 20

/**
 * Opens a PostgreSQL database.
 * @param url postgres://…
 * @throws PuenteError P2006 when it cannot be reached
 */
export async function openPostgres(url: string): Promise<Engine> {
  // Our bigints are times in ms and counters: all far below 2^53.
  const types = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
  }
  const pool = new pg.Pool({ connectionString: url, max: 16, types })
  // An idle connection that the server ends must not end the process; the next query reports what is wrong.
  pool.on('error', () => undefined)
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw new PuenteError('P2006', { detail: 'PostgreSQL does not answer', cause })
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const signal = openPostgresSignal(url, pool)
  const close = async () => {
    await signal.close()
    await db.destroy()
  }
  return {
    db,
    capabilities: CAPABILITIES,
    // Commits of several connections share their wait for the disk in the server itself.
    gathered: (work) => db.transaction().execute(work),
    unhurried: (work) =>
      db.transaction().execute(async (tx) => {
        await sql`set local synchronous_commit = off`.execute(tx)
        return await work(tx)
      }),
    snapshot: () => snapshotPostgres(pool),
    // Dead rows with keys of erased people leave the table's file now, not when autovacuum comes by.
    scrub: async () => void (await sql`vacuum person`.execute(db)),
    signal,
    close,
  }
}
