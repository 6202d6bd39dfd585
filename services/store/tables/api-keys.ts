import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine.ts'
import type { ExchangeSchema } from '../exchange-schema.ts'

export type ApiKeyRow = Selectable<ExchangeSchema['api_key']>

export async function insertApiKey(db: Db, row: Insertable<ExchangeSchema['api_key']>): Promise<void> {
  await db.insertInto('api_key').values(row).execute()
}

export async function findApiKey(db: Db, id: string): Promise<ApiKeyRow | undefined> {
  return await db.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listApiKeys(db: Db): Promise<ApiKeyRow[]> {
  return await db.selectFrom('api_key').selectAll().orderBy('created_at').orderBy('id').execute()
}

/** @returns false when there is no such key or it was revoked already */
export async function revokeApiKey(db: Db, id: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Notes that a key was used; once in a while is enough. */
export async function touchApiKey(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('api_key').set({ last_used_at: now }).where('id', '=', id).execute()
}
