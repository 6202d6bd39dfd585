import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../engine.ts'
import type { EntrySchema } from '../entry-schema.ts'

export type EntryCodeRow = Selectable<EntrySchema['entry_code']>

export async function insertEntryCode(db: Db, row: Insertable<EntrySchema['entry_code']>): Promise<void> {
  await db.insertInto('entry_code').values(row).execute()
}

/** All codes with the name of their office, the oldest first. */
export async function listEntryCodes(db: Db): Promise<(EntryCodeRow & { officeName: string | null })[]> {
  return await db
    .selectFrom('entry_code')
    .leftJoin('office', 'office.id', 'entry_code.office_id')
    .selectAll('entry_code')
    .select('office.name as officeName')
    .orderBy('entry_code.created_at')
    .orderBy('entry_code.code')
    .execute()
}

export async function findEntryCode(db: Db, code: string): Promise<EntryCodeRow | undefined> {
  return await db.selectFrom('entry_code').selectAll().where('code', '=', code).executeTakeFirst()
}

/** Takes a code out of use; whoever comes by it is led to another one, or greeted as if there were none. */
export async function retireEntryCode(db: Db, code: string, change: { now: number; redirectTo: string | null }): Promise<void> {
  await db.updateTable('entry_code').set({ retired_at: change.now, redirect_to: change.redirectTo }).where('code', '=', code).execute()
}

/** Counts one use. Nothing tells whose. */
export async function countEntry(db: Db, use: { code: string; day: string; outcome: string }): Promise<void> {
  await db
    .insertInto('entry_use')
    .values({ ...use, uses: 1 })
    .onConflict((conflict) =>
      conflict.columns(['code', 'day', 'outcome']).doUpdateSet({ uses: sql<number>`${sql.ref('entry_use.uses')} + 1` }),
    )
    .execute()
}

/** Uses since a day, by code and outcome. */
export async function entryUses(db: Db, sinceDay: string): Promise<{ code: string; outcome: string; uses: number }[]> {
  const rows = await db
    .selectFrom('entry_use')
    .select((eb) => ['code', 'outcome', eb.fn.sum<number | string>('uses').as('uses')])
    .where('day', '>=', sinceDay)
    .groupBy(['code', 'outcome'])
    .execute()
  return rows.map((row) => ({ ...row, uses: Number(row.uses) }))
}
