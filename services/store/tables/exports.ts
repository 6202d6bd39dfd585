import type { Selectable } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'
import type { PrivacySchema } from '../privacy-schema.ts'

export type ExportLinkRow = Selectable<PrivacySchema['export_link']>

export async function insertExportLink(db: Db, row: ExportLinkRow): Promise<void> {
  await db.insertInto('export_link').values(row).execute()
}

/** A link that has not been used and holds at `now` (ms). */
export async function findExportLink(db: Db, tokenHash: string, now: number): Promise<ExportLinkRow | undefined> {
  return await db
    .selectFrom('export_link')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a link up. @returns false when somebody was faster */
export async function spendExportLink(db: Db, tokenHash: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('export_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Conversations of a person. */
export async function listConversationIds(db: Db, personId: string): Promise<string[]> {
  return (await db.selectFrom('conversation').select('id').where('person_id', '=', personId).execute()).map((row) => row.id)
}

/** Cases of a person, the oldest first. */
export async function listCasesOf(db: Db, personId: string): Promise<Selectable<CaseSchema['care_case']>[]> {
  return await db.selectFrom('care_case').selectAll().where('person_id', '=', personId).orderBy('opened_at').execute()
}
