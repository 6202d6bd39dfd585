import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db } from '../engine.ts'
import type { ShareSchema } from '../share-schema.ts'

export type ShareRow = Selectable<ShareSchema['case_share']>

export async function insertShare(db: Db, row: Insertable<ShareSchema['case_share']>): Promise<void> {
  await db.insertInto('case_share').values(row).execute()
}

/** Changes a share that is in the given state. @returns false when it is not any more */
export async function changeShare(db: Db, id: string, state: string, change: Updateable<ShareSchema['case_share']>): Promise<boolean> {
  const result = await db.updateTable('case_share').set(change).where('id', '=', id).where('state', '=', state).executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Every share of a case, oldest first. */
export async function listShares(db: Db, caseId: string): Promise<ShareRow[]> {
  return await db.selectFrom('case_share').selectAll().where('case_id', '=', caseId).orderBy('asked_at').execute()
}

export async function findShare(db: Db, id: string): Promise<ShareRow | undefined> {
  return await db.selectFrom('case_share').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The question about a case that waits for the person's word. */
export async function findAskedShare(db: Db, caseId: string): Promise<ShareRow | undefined> {
  return await db.selectFrom('case_share').selectAll().where('case_id', '=', caseId).where('state', '=', 'asked').executeTakeFirst()
}

/** What an office sees of a case that another has. */
export async function findAgreedShare(db: Db, caseId: string, officeId: string): Promise<ShareRow | undefined> {
  return await db
    .selectFrom('case_share')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('office_id', '=', officeId)
    .where('state', '=', 'agreed')
    .executeTakeFirst()
}

/** Ends what offices see of a case, of one office or of all, and what waits for a word; what was kept for them goes. */
export async function endShares(db: Db, ended: { caseId: string; officeId?: string; now: number }): Promise<void> {
  let query = db
    .updateTable('case_share')
    .set({ state: 'withdrawn', packet_sealed: null, needs_sealed: null, plan_sealed: null, updated_at: ended.now })
    .where('case_id', '=', ended.caseId)
    .where('state', 'in', ['asked', 'agreed'])
  if (ended.officeId !== undefined) query = query.where('office_id', '=', ended.officeId)
  await query.execute()
}

/** Cases of other offices that an office sees something of, the last changed first. */
export async function listSharedWith(
  db: Db,
  officeId: string,
  limit: number,
): Promise<(ShareRow & { caseNumber: string; status: string; leadOfficeId: string })[]> {
  return await db
    .selectFrom('case_share')
    .innerJoin('care_case', 'care_case.id', 'case_share.case_id')
    .selectAll('case_share')
    .select(['care_case.number as caseNumber', 'care_case.status as status', 'care_case.office_id as leadOfficeId'])
    .where('case_share.office_id', '=', officeId)
    .where('case_share.state', '=', 'agreed')
    .whereRef('care_case.office_id', '<>', 'case_share.office_id')
    .orderBy('case_share.updated_at', 'desc')
    .limit(limit)
    .execute()
}
