import { type Insertable, type Selectable, sql } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'

export type StaffRow = Selectable<CaseSchema['staff']>
export type InvitationRow = Selectable<CaseSchema['invitation']>

/** Stores a member of staff. */
export async function insertStaff(db: Db, row: Insertable<CaseSchema['staff']>): Promise<void> {
  await db.insertInto('staff').values(row).execute()
}

/** A member of staff by id, sign-in user or address. */
export async function findStaff(db: Db, by: { id: string } | { userId: string } | { email: string }): Promise<StaffRow | undefined> {
  const query = db.selectFrom('staff').selectAll()
  if ('id' in by) return await query.where('id', '=', by.id).executeTakeFirst()
  if ('userId' in by) return await query.where('user_id', '=', by.userId).executeTakeFirst()
  return await query.where('email', '=', by.email.toLowerCase()).executeTakeFirst()
}

/** Staff of one office, or of all. */
export async function listStaff(db: Db, officeId: string | undefined): Promise<(StaffRow & { officeName: string })[]> {
  const query = db
    .selectFrom('staff')
    .innerJoin('office', 'office.id', 'staff.office_id')
    .selectAll('staff')
    .select('office.name as officeName')
    .orderBy('staff.first_name')
  return await (officeId === undefined ? query : query.where('staff.office_id', '=', officeId)).execute()
}

/** Counts one wrong code or password. @returns how many there are now in a row */
export async function countWrongCode(db: Db, staffId: string): Promise<number> {
  const row = await db
    .updateTable('staff')
    .set({ failed_codes: sql<number>`failed_codes + 1` })
    .where('id', '=', staffId)
    .returning('failed_codes')
    .executeTakeFirst()
  return row?.failed_codes ?? 0
}

/** Locks sign-in until a moment (ms), or with null opens it and forgets wrong codes. */
export async function setStaffLock(db: Db, staffId: string, lockedUntil: number | null): Promise<void> {
  await db.updateTable('staff').set({ locked_until: lockedUntil, failed_codes: 0 }).where('id', '=', staffId).execute()
}

/** Uses the code of a half minute up, and all before it. @returns false when it was used, by whoever came first */
export async function spendCodeStep(db: Db, staffId: string, step: number): Promise<boolean> {
  const result = await db
    .updateTable('staff')
    .set({ code_step: step })
    .where('id', '=', staffId)
    .where((e) => e.or([e('code_step', 'is', null), e('code_step', '<', step)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** As if no code had been used yet: for accounts that were made without a person. */
export async function forgetCodeStep(db: Db, staffId: string): Promise<void> {
  await db.updateTable('staff').set({ code_step: null }).where('id', '=', staffId).execute()
}

/** Lets a member of staff in, or no longer. */
export async function setStaffActive(db: Db, staffId: string, state: 'active' | 'left'): Promise<void> {
  await db
    .updateTable('staff')
    .set({ is_active: state === 'active' ? 1 : 0 })
    .where('id', '=', staffId)
    .execute()
}

export async function insertInvitation(db: Db, row: Insertable<CaseSchema['invitation']>): Promise<void> {
  await db.insertInto('invitation').values(row).execute()
}

/** An invitation that still holds at `now` (ms). */
export async function findInvitation(db: Db, tokenHash: string, now: number): Promise<InvitationRow | undefined> {
  return await db
    .selectFrom('invitation')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('accepted_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses an invitation up. @returns false when it was used before */
export async function spendInvitation(db: Db, id: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('invitation')
    .set({ accepted_at: now })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Number of staff: none means that the demo office has not been made yet. */
export async function countStaff(db: Db): Promise<number> {
  const row = await db
    .selectFrom('staff')
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export type AlertRow = Selectable<CaseSchema['staff_alert']>

/** Tells somebody of the staff something: a person, a role of an office, or a role everywhere. */
export async function insertAlert(db: Db, row: Insertable<CaseSchema['staff_alert']>): Promise<void> {
  await db.insertInto('staff_alert').values(row).execute()
}

/** What waits to be seen by this member of staff, newest first. */
export async function listAlerts(
  db: Db,
  who: { staffId: string; officeId: string; roles: readonly string[] },
  limit: number,
): Promise<AlertRow[]> {
  return await db
    .selectFrom('staff_alert')
    .selectAll()
    .where('seen_at', 'is', null)
    .where((e) =>
      e.or([
        e('staff_id', '=', who.staffId),
        e.and([
          e('staff_id', 'is', null),
          e('role', 'in', [...who.roles]),
          e.or([e('office_id', '=', who.officeId), e('office_id', 'is', null)]),
        ]),
      ]),
    )
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
}

export async function findAlert(db: Db, id: string): Promise<AlertRow | undefined> {
  return await db.selectFrom('staff_alert').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Marks an alert as seen. */
export async function markAlertSeen(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('staff_alert').set({ seen_at: now }).where('id', '=', id).execute()
}

/** A case was taken: that it is new is news to nobody any more. */
export async function settleNewCaseAlerts(db: Db, caseId: string, now: number): Promise<void> {
  await db
    .updateTable('staff_alert')
    .set({ seen_at: now })
    .where('case_id', '=', caseId)
    .where('kind', 'in', ['new-case', 'urgent-case'])
    .where('seen_at', 'is', null)
    .execute()
}

/** Whether an office has somebody of a role who can sign in. */
export async function hasRole(db: Db, officeId: string, role: string): Promise<boolean> {
  const found = await db
    .selectFrom('staff')
    .select('id')
    .where('office_id', '=', officeId)
    .where('role', '=', role)
    .where('is_active', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Forgets an account that was never finished. */
export async function deleteStaff(db: Db, staffId: string): Promise<void> {
  await db.deleteFrom('staff').where('id', '=', staffId).where('is_active', '=', 0).execute()
}
