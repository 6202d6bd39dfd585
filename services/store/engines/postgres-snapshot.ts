import type pg from 'pg'
import type { DumpRow, Snapshot } from '../engine.ts'
import { byReference } from './sqlite-snapshot.ts'

const PAGE = 500
const TABLES = `select tablename as name from pg_tables where schemaname = current_schema() order by tablename`
const REFERENCES = `
  select c.conrelid::regclass::text as name, c.confrelid::regclass::text as other from pg_constraint c
  join pg_class k on k.oid = c.conrelid where c.contype = 'f' and k.relnamespace = current_schema()::regnamespace`

/** One read-only transaction that sees the database as it was when it began (repeatable read), on a connection of its own. */
export async function snapshotPostgres(pool: pg.Pool): Promise<Snapshot> {
  const client = await pool.connect()
  await client.query('begin transaction isolation level repeatable read read only')
  const names = (await client.query<{ name: string }>(TABLES)).rows.map((row) => row.name)
  const references = new Map(names.map((name) => [name, new Set<string>()]))
  for (const { name, other } of (await client.query<{ name: string; other: string }>(REFERENCES)).rows) references.get(name)?.add(other)
  return {
    tables: async () => byReference(references),
    async *rows(table) {
      await client.query(`declare puente_dump no scroll cursor for select * from "${table}"`)
      for (;;) {
        const { rows } = await client.query<DumpRow & pg.QueryResultRow>(`fetch ${PAGE} from puente_dump`)
        if (rows.length > 0) yield rows
        if (rows.length < PAGE) break
      }
      await client.query('close puente_dump')
    },
    async close() {
      await client.query('rollback').catch(() => undefined)
      client.release()
    },
  }
}
