import type { Insertable, Selectable, Updateable } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'

export type NoteRow = Selectable<CaseSchema['case_note']>
export type ReferralRow = Selectable<CaseSchema['referral']>
export type ComplaintRow = Selectable<CaseSchema['complaint']>

export async function insertNote(db: Db, row: Insertable<CaseSchema['case_note']>): Promise<void> {
  await db.insertInto('case_note').values(row).execute()
}

/** Notes that an office wrote on a case: what one office thinks is not for the next. */
export async function listNotes(db: Db, of: { caseId: string; officeId: string }): Promise<(NoteRow & { firstName: string | null })[]> {
  return await db
    .selectFrom('case_note')
    .leftJoin('staff', 'staff.id', 'case_note.staff_id')
    .selectAll('case_note')
    .select('staff.first_name as firstName')
    .where('case_id', '=', of.caseId)
    .where('staff.office_id', '=', of.officeId)
    .orderBy('case_note.created_at')
    .execute()
}

export async function insertReferral(db: Db, row: Insertable<CaseSchema['referral']>): Promise<void> {
  await db.insertInto('referral').values(row).execute()
}

export async function findReferral(db: Db, id: string): Promise<ReferralRow | undefined> {
  return await db.selectFrom('referral').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Referrals of a case, or those that an office received. */
export async function listReferrals(
  db: Db,
  by: { caseId: string } | { toOfficeId: string },
): Promise<(ReferralRow & { caseNumber: string; personId: string })[]> {
  const query = db
    .selectFrom('referral')
    .innerJoin('care_case', 'care_case.id', 'referral.case_id')
    .selectAll('referral')
    .select(['care_case.number as caseNumber', 'care_case.person_id as personId'])
    .orderBy('referral.created_at')
  return await ('caseId' in by
    ? query.where('referral.case_id', '=', by.caseId)
    : query.where('referral.to_office_id', '=', by.toOfficeId).where('referral.state', '<>', 'asked')
  ).execute()
}

/** Changes a referral that is in one of the given states. @returns false when it is not */
export async function changeReferral(
  db: Db,
  id: string,
  states: readonly string[],
  change: Updateable<CaseSchema['referral']>,
): Promise<boolean> {
  return (
    (
      await db
        .updateTable('referral')
        .set(change)
        .where('id', '=', id)
        .where('state', 'in', [...states])
        .executeTakeFirst()
    ).numUpdatedRows === 1n
  )
}

/** Ends referrals that were asked or sent before a moment and never answered; what was shared for them is taken away. */
export async function expireReferrals(db: Db, due: { before: number; now: number; limit: number }): Promise<ReferralRow[]> {
  const ids = await db
    .selectFrom('referral')
    .select('id')
    .where('state', 'in', ['asked', 'sent'])
    .where('updated_at', '<', due.before)
    .limit(due.limit)
    .execute()
  if (ids.length === 0) return []
  return await db
    .updateTable('referral')
    .set({ state: 'expired', packet_sealed: null, updated_at: due.now })
    .where(
      'id',
      'in',
      ids.map(({ id }) => id),
    )
    .where('state', 'in', ['asked', 'sent'])
    .returningAll()
    .execute()
}

/** The referral of a case that waits for the person's word. */
export async function findAskedReferral(db: Db, caseId: string): Promise<ReferralRow | undefined> {
  return await db
    .selectFrom('referral')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('state', '=', 'asked')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Whether an office holds a referral of a case that the person agreed to. */
export async function hasReferral(db: Db, caseId: string, officeId: string): Promise<boolean> {
  return (
    (await db
      .selectFrom('referral')
      .select('id')
      .where('case_id', '=', caseId)
      .where('to_office_id', '=', officeId)
      .where('state', 'not in', ['asked', 'refused', 'revoked'])
      .executeTakeFirst()) !== undefined
  )
}

/** Closes the door of the receivers of a case, of one office or of all. */
export async function revokeReferrals(db: Db, revoked: { caseId: string; officeId?: string; now: number }): Promise<void> {
  let query = db
    .updateTable('referral')
    .set({ state: 'revoked', packet_sealed: null, updated_at: revoked.now })
    .where('case_id', '=', revoked.caseId)
    .where('state', 'in', ['asked', 'sent', 'accepted'])
  if (revoked.officeId !== undefined) query = query.where('to_office_id', '=', revoked.officeId)
  await query.execute()
}

export async function insertComplaint(db: Db, row: Insertable<CaseSchema['complaint']>): Promise<void> {
  await db.insertInto('complaint').values(row).execute()
}

/** Complaints about the service that are not answered yet, of one office (with those of none) or of all. */
export async function listComplaints(db: Db, officeId: string | undefined): Promise<ComplaintRow[]> {
  const query = db.selectFrom('complaint').selectAll().where('state', '=', 'open').orderBy('created_at')
  return await (officeId === undefined
    ? query
    : query.where((e) => e.or([e('office_id', '=', officeId), e('office_id', 'is', null)]))
  ).execute()
}

export async function findComplaint(db: Db, id: string): Promise<ComplaintRow | undefined> {
  return await db.selectFrom('complaint').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Marks a complaint as dealt with. */
export async function settleComplaint(db: Db, id: string, staffId: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('complaint')
    .set({ state: 'answered', answered_by: staffId, updated_at: now })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Counts the use of a card as a ready reply. */
export async function insertCannedUse(db: Db, row: Insertable<CaseSchema['canned_use']>): Promise<void> {
  await db.insertInto('canned_use').values(row).execute()
}

/** What happened in a conversation, from the audit trail, newest first. */
export async function listAudit(db: Db, conversationId: string, limit: number): Promise<{ at: number; kind: string; details: string }[]> {
  return await db
    .selectFrom('audit_event')
    .select(['at', 'kind', 'details'])
    .where('conversation_id', '=', conversationId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}
