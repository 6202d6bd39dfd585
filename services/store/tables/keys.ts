import { sql } from 'kysely'
import type { Db } from '../engine.ts'

/** The service's own keys, wrapped, by name. */
export async function loadServiceKeys(db: Db): Promise<Map<string, Uint8Array>> {
  return new Map((await db.selectFrom('service_key').selectAll().execute()).map((row) => [row.name, row.wrapped]))
}

/** Stores a key of the service unless there is one of that name. */
export async function insertServiceKey(db: Db, name: string, wrapped: Uint8Array): Promise<void> {
  await db
    .insertInto('service_key')
    .values({ name, wrapped })
    .onConflict((c) => c.column('name').doNothing())
    .execute()
}

export async function swapServiceKey(db: Db, name: string, from: Uint8Array, to: Uint8Array): Promise<boolean> {
  const result = await db
    .updateTable('service_key')
    .set({ wrapped: to })
    .where('name', '=', name)
    .where('wrapped', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Any person's wrapped key: to find out which master key a database belongs to. */
export async function somePersonKey(db: Db): Promise<Uint8Array | undefined> {
  return (await db.selectFrom('person').select('data_key').limit(1).executeTakeFirst())?.data_key
}

/** Keys that do not begin like this, in the order of their people. */
export async function listPersonKeys(
  db: Db,
  page: { afterId: string; limit: number; notPrefix: Uint8Array },
): Promise<{ id: string; dataKey: Uint8Array }[]> {
  return await db
    .selectFrom('person')
    .select(['id', 'data_key as dataKey'])
    .where('id', '>', page.afterId)
    .where(sql<Uint8Array>`substr(data_key, 1, ${sql.lit(page.notPrefix.length)})`, '<>', page.notPrefix)
    .orderBy('id')
    .limit(page.limit)
    .execute()
}

/** Replaces a key that is still the one that was read. */
export async function swapPersonKey(db: Db, id: string, from: Uint8Array, to: Uint8Array): Promise<boolean> {
  const result = await db.updateTable('person').set({ data_key: to }).where('id', '=', id).where('data_key', '=', from).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Remembers when something was done. @returns false when another process did it after `notAfter` */
export async function setMark(db: Db, mark: { name: string; at: number; value: string; notAfter: number }): Promise<boolean> {
  const stored = await db
    .insertInto('service_mark')
    .values({ name: mark.name, at: mark.at, value: mark.value })
    .onConflict((c) => c.column('name').doUpdateSet({ at: mark.at, value: mark.value }).where('service_mark.at', '<=', mark.notAfter))
    .returning('name')
    .executeTakeFirst()
  return stored !== undefined
}

export async function findMark(db: Db, name: string): Promise<{ at: number; value: string } | undefined> {
  return await db.selectFrom('service_mark').select(['at', 'value']).where('name', '=', name).executeTakeFirst()
}
