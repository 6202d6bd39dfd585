import { sql } from 'kysely'
import type { Db, Engine } from './engine.ts'

/** The migration that a database was last brought to; empty for none. */
export async function lastMigration(db: Db): Promise<string> {
  const rows = await sql<{ name: string }>`select name from kysely_migration order by name desc limit 1`
    .execute(db)
    .catch(() => ({ rows: [] }))
  return rows.rows[0]?.name ?? ''
}

const EMPTY_TABLES = ['person', 'staff', 'office', 'audit_event', 'service_key'] as const

/** Whether nothing has been stored yet (a database without tables is empty too). */
export async function isEmptyStore(engine: Engine): Promise<boolean> {
  const known = new Set((await engine.db.introspection.getTables()).map((table) => table.name))
  for (const table of EMPTY_TABLES) {
    if (!known.has(table)) continue
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(engine.db)
    if (rows.length > 0) return false
  }
  return true
}

/** Kinds of columns by table, for rows that another engine wrote. */
export async function columnKinds(engine: Engine): Promise<Map<string, Map<string, string>>> {
  const tables = await engine.db.introspection.getTables()
  return new Map(tables.map((table) => [table.name, new Map(table.columns.map((c) => [c.name, c.dataType.toLowerCase()]))]))
}

/** Inserts rows as they are; a flag is 0/1 on one engine and a boolean on the other. */
export async function insertRows(
  db: Db,
  table: string,
  kinds: ReadonlyMap<string, string>,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row).filter((name) => kinds.has(name))
    const values = names.map((name) => {
      const value = row[name]
      const isFlag = kinds.get(name)?.startsWith('bool')
      if (isFlag && typeof value === 'number') return value === 1
      return !isFlag && typeof value === 'boolean' ? Number(value) : value
    })
    await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) values (${sql.join(values)})`.execute(db)
  }
}

/** The first migration writes the head of an empty chain: it makes room for the one that is restored. */
export async function clearAuditHead(db: Db): Promise<void> {
  await sql`delete from audit_head`.execute(db)
}

/**
 * What was under way when the backup was made may have been done since: sends are looked up at the provider before any second try, and
 * so are the replies of turns that are run again.
 */
export async function doubtOutgoing(db: Db): Promise<{ sends: number; turns: number }> {
  const sends = await db
    .updateTable('message')
    .set({ attempted_at: sql<number>`coalesce(attempted_at, created_at)` })
    .where('direction', '=', 'out')
    .where('status', 'in', ['queued', 'sending', 'held'])
    .executeTakeFirst()
  await db.updateTable('message').set({ status: 'sending' }).where('direction', '=', 'out').where('status', '=', 'queued').execute()
  await db.updateTable('job').set({ state: 'ready', lease_token: null, lease_until: null }).where('state', '=', 'running').execute()
  const turns = await db
    .updateTable('job')
    .set({ correlation_id: sql<string>`${RESTORED} || correlation_id` })
    .where('kind', '=', 'run-turn')
    .executeTakeFirst()
  return { sends: Number(sends.numUpdatedRows), turns: Number(turns.numUpdatedRows) }
}

/** How the correlation id of a turn begins that came out of a backup. */
export const RESTORED = 'restored-'

/** Numbers go on after the highest that was restored, where the engine counts by itself. */
export async function continueNumbers(engine: Engine): Promise<void> {
  if (!engine.capabilities.sharesWork) return
  const tables = await engine.db.introspection.getTables()
  for (const table of tables)
    for (const column of table.columns.filter((c) => c.isAutoIncrementing))
      await sql`select setval(pg_get_serial_sequence(${table.name}, ${column.name}), (select coalesce(max(${sql.ref(column.name)}), 0) + 1 from ${sql.table(table.name)}), false)`.execute(
        engine.db,
      )
}
