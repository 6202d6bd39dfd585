import { sql } from 'kysely'
import type { Db } from '../engine.ts'

/** Notes that a session was used by hand, unless that was noted since `unlessSince` (ms). */
export async function noteSessionUse(db: Db, sessionId: string, now: number, unlessSince: number): Promise<void> {
  await db
    .insertInto('session_use')
    .values({ session_id: sessionId, used_at: now })
    .onConflict((conflict) =>
      conflict.column('session_id').doUpdateSet({ used_at: now }).where(sql<number>`session_use.used_at`, '<', unlessSince),
    )
    .execute()
}

/** When a session was last used by hand; undefined when it only was begun. */
export async function lastSessionUse(db: Db, sessionId: string): Promise<number | undefined> {
  return (await db.selectFrom('session_use').select('used_at').where('session_id', '=', sessionId).executeTakeFirst())?.used_at
}

/** What somebody of the staff is writing in a case, in place of what they had written before. */
export async function saveDraft(db: Db, draft: { caseId: string; staffId: string; sealed: Uint8Array; now: number }): Promise<void> {
  const row = { text_sealed: draft.sealed, saved_at: draft.now }
  await db
    .insertInto('reply_draft')
    .values({ case_id: draft.caseId, staff_id: draft.staffId, ...row })
    .onConflict((conflict) => conflict.columns(['case_id', 'staff_id']).doUpdateSet(row))
    .execute()
}

export async function findDraft(db: Db, caseId: string, staffId: string): Promise<Uint8Array | undefined> {
  const query = db.selectFrom('reply_draft').select('text_sealed').where('case_id', '=', caseId).where('staff_id', '=', staffId)
  return (await query.executeTakeFirst())?.text_sealed
}

export async function deleteDraft(db: Db, caseId: string, staffId: string): Promise<void> {
  await db.deleteFrom('reply_draft').where('case_id', '=', caseId).where('staff_id', '=', staffId).execute()
}
