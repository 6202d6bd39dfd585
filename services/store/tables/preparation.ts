import { sql } from 'kysely'
import type { Db } from '../engine.ts'
import type { PreparationSchema } from '../preparation-schema.ts'

export async function findPreparation(db: Db, personId: string): Promise<Uint8Array | undefined> {
  const row = await db.selectFrom('preparation').select('body_sealed').where('person_id', '=', personId).executeTakeFirst()
  return row?.body_sealed
}

export async function savePreparation(db: Db, row: { personId: string; bodySealed: Uint8Array; now: number }): Promise<void> {
  const { personId, bodySealed, now } = row
  await db
    .insertInto('preparation')
    .values({ person_id: personId, body_sealed: bodySealed, updated_at: now })
    .onConflict((c) => c.column('person_id').doUpdateSet({ body_sealed: bodySealed, updated_at: now }))
    .execute()
}

export async function deletePreparation(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('preparation').where('person_id', '=', personId).execute()
}

/** Deletes what nobody has touched since a moment. */
export async function deleteOldPreparations(db: Db, before: number): Promise<number> {
  const result = await db.deleteFrom('preparation').where('updated_at', '<', before).executeTakeFirst()
  return Number(result.numDeletedRows)
}

export type ReturnCountRow = PreparationSchema['return_count']

const COUNTED = ['people', 'papers_told', 'without_papers', 'skills_told', 'with_skills', 'children_told', 'with_children'] as const

/** Adds one person to the count of a month, a country and an office. */
export async function addReturnCount(db: Db, row: ReturnCountRow): Promise<void> {
  await db
    .insertInto('return_count')
    .values(row)
    .onConflict((c) =>
      c
        .columns(['month', 'country', 'office_id'])
        .doUpdateSet(Object.fromEntries(COUNTED.map((name) => [name, sql`return_count.${sql.ref(name)} + excluded.${sql.ref(name)}`]))),
    )
    .execute()
}
