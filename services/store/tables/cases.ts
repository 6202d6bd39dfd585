import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'

export type CaseRow = Selectable<CaseSchema['care_case']>
export type CaseStatus = 'waiting' | 'open' | 'snoozed' | 'closed'

export async function insertCase(db: Db, row: Insertable<CaseSchema['care_case']>): Promise<void> {
  await db.insertInto('care_case').values(row).execute()
}

export async function findCase(db: Db, id: string): Promise<CaseRow | undefined> {
  return await db.selectFrom('care_case').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether a number is given already. */
export async function isCaseNumberTaken(db: Db, number: string): Promise<boolean> {
  return (await db.selectFrom('care_case').select('id').where('number', '=', number).executeTakeFirst()) !== undefined
}

/** The case of a conversation that is not closed. */
export async function findOpenCase(db: Db, conversationId: string): Promise<CaseRow | undefined> {
  return await db
    .selectFrom('care_case')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('status', '<>', 'closed')
    .executeTakeFirst()
}

/** The last case of a conversation, closed or not. */
export async function findLastCase(db: Db, conversationId: string): Promise<CaseRow | undefined> {
  return await db
    .selectFrom('care_case')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Takes a case for one member of staff, in one statement: of two who try at once, one gets it.
 * @returns false when it was not free any more
 */
export async function claimCase(db: Db, claim: { caseId: string; staffId: string; now: number }): Promise<boolean> {
  const result = await db
    .updateTable('care_case')
    .set({
      assignee_id: claim.staffId,
      status: 'open',
      snoozed_until: null,
      updated_at: claim.now,
      last_staff_at: claim.now,
      first_contact_at: sql<number>`coalesce(first_contact_at, ${claim.now})`,
      first_office_id: sql<string>`coalesce(first_office_id, office_id)`,
      first_staff_id: sql<string>`coalesce(first_staff_id, ${claim.staffId})`,
    })
    .where('id', '=', claim.caseId)
    .where('assignee_id', 'is', null)
    .where('status', '<>', 'closed')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Changes a case only while it is as expected. @returns false when it is not any more */
export async function changeCase(
  db: Db,
  id: string,
  expected: { assigneeId?: string | null; status?: CaseStatus },
  change: Updateable<CaseSchema['care_case']>,
): Promise<boolean> {
  let query = db.updateTable('care_case').set(change).where('id', '=', id)
  if (expected.assigneeId !== undefined)
    query = expected.assigneeId === null ? query.where('assignee_id', 'is', null) : query.where('assignee_id', '=', expected.assigneeId)
  if (expected.status !== undefined) query = query.where('status', '=', expected.status)
  return (await query.executeTakeFirst()).numUpdatedRows === 1n
}

/** Writes to the history of a case: only ever added to. `details` holds codes and ids, never words. */
export async function insertCaseEvent(
  db: Db,
  event: {
    caseId: string
    at: number
    kind: string
    staffId: string | null
    details?: Readonly<Record<string, string | number>>
    textSealed?: Uint8Array
  },
): Promise<void> {
  await db
    .insertInto('case_event')
    .values({
      case_id: event.caseId,
      at: event.at,
      kind: event.kind,
      staff_id: event.staffId,
      details: JSON.stringify(event.details ?? {}),
      text_sealed: event.textSealed ?? null,
    })
    .execute()
}

export async function listCaseEvents(db: Db, caseId: string, limit: number): Promise<Selectable<CaseSchema['case_event']>[]> {
  return await db.selectFrom('case_event').selectAll().where('case_id', '=', caseId).orderBy('seq', 'desc').limit(limit).execute()
}

/** Whether something has happened in a case already. */
export async function hasCaseEvent(db: Db, caseId: string, kind: string): Promise<boolean> {
  const row = await db.selectFrom('case_event').select('seq').where('case_id', '=', caseId).where('kind', '=', kind).executeTakeFirst()
  return row !== undefined
}

/** Cases whose caseworker has been silent since before `olderThan` (per office) and whose snooze has run out. */
export async function listSilentCases(db: Db, now: number, limit: number): Promise<CaseRow[]> {
  return await db
    .selectFrom('care_case')
    .innerJoin('office', 'office.id', 'care_case.office_id')
    .innerJoin('conversation', 'conversation.id', 'care_case.conversation_id')
    .selectAll('care_case')
    .where('care_case.status', '=', 'open')
    .where('conversation.status', '=', 'caseworker')
    .where((e) =>
      e(sql<number>`coalesce(care_case.last_staff_at, care_case.opened_at)`, '<=', sql<number>`${now} - office.silence_minutes * 60000`),
    )
    .limit(limit)
    .execute()
}

/** Snoozed cases that are due again at `now`. */
export async function listDueSnoozed(db: Db, now: number, limit: number): Promise<CaseRow[]> {
  return await db
    .selectFrom('care_case')
    .selectAll()
    .where('status', '=', 'snoozed')
    .where('snoozed_until', '<=', now)
    .limit(limit)
    .execute()
}

/** Takes away every word of a person from cases that have ended; numbers, dates and outcomes stay for the count. */
export async function blankCasesById(db: Db, ids: readonly string[], now: number): Promise<void> {
  const list = [...ids]
  const blank = {
    needs_sealed: null,
    plan_sealed: null,
    packet_sealed: null,
    next_step_sealed: null,
    closing_sealed: null,
    updated_at: now,
  }
  await db.updateTable('care_case').set(blank).where('id', 'in', list).execute()
  await db.updateTable('consent').set({ words_sealed: null, packet_sealed: null }).where('case_id', 'in', list).execute()
  await db.updateTable('case_event').set({ text_sealed: null }).where('case_id', 'in', list).execute()
  await db.updateTable('referral').set({ packet_sealed: null, answer_sealed: null }).where('case_id', 'in', list).execute()
  await db.deleteFrom('case_note').where('case_id', 'in', list).execute()
  const shut = { packet_sealed: null, needs_sealed: null, plan_sealed: null }
  await db.updateTable('case_share').set(shut).where('case_id', 'in', list).execute()
}
