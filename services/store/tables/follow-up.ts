import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../engine.ts'
import type { FollowUpSchema } from '../follow-up-schema.ts'

export type FollowUpRow = Selectable<FollowUpSchema['follow_up']>
export type CheckInRow = Selectable<FollowUpSchema['check_in']>

/** @returns false when one is offered or agreed to in this conversation already */
export async function insertFollowUp(db: Db, row: Insertable<FollowUpSchema['follow_up']>): Promise<boolean> {
  const stored = await db
    .insertInto('follow_up')
    .values(row)
    .onConflict((c) =>
      c
        .column('conversation_id')
        .where('state', 'in', [sql.lit('offered'), sql.lit('agreed')])
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return stored !== undefined
}

/** The newest follow-up of a conversation, in whatever state. */
export async function findFollowUp(db: Db, conversationId: string): Promise<FollowUpRow | undefined> {
  return await db
    .selectFrom('follow_up')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('offered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findFollowUpById(db: Db, id: string): Promise<FollowUpRow | undefined> {
  return await db.selectFrom('follow_up').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Every follow-up of a case or of a person, oldest first. */
export async function listFollowUps(db: Db, of: { caseId: string } | { personId: string }): Promise<FollowUpRow[]> {
  const query = db.selectFrom('follow_up').selectAll().orderBy('offered_at')
  return await ('caseId' in of ? query.where('case_id', '=', of.caseId) : query.where('person_id', '=', of.personId)).execute()
}

/** Changes a follow-up that is in one of the given states. @returns false when it is not */
export async function changeFollowUp(
  db: Db,
  id: string,
  states: readonly string[],
  change: Updateable<FollowUpSchema['follow_up']>,
): Promise<boolean> {
  const result = await db
    .updateTable('follow_up')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...states])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The person takes back what they agreed to: nothing is asked any more. */
export async function endFollowUps(db: Db, conversationId: string, end: { reason: string; now: number }): Promise<void> {
  await db
    .updateTable('follow_up')
    .set({ state: 'ended', ended_at: end.now, end_reason: end.reason })
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['offered', 'agreed'])
    .execute()
  await skipCheckIns(db, conversationId, end)
}

export async function insertCheckIns(db: Db, rows: readonly Insertable<FollowUpSchema['check_in']>[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('check_in')
      .values([...rows])
      .execute()
}

/** Conversations with a check-in that is due, the one that waits longest first. */
export async function listDueConversations(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await sql<{ conversation_id: string }>`
    select conversation_id from check_in where state in ('planned', 'asking') and run_at <= ${now} order by run_at limit ${limit}`.execute(
    db,
  )
  return [...new Set(rows.rows.map((row) => row.conversation_id))]
}

/** The check-ins of a conversation that are not at their end, the oldest first. */
export async function listOpenCheckIns(db: Db, conversationId: string): Promise<CheckInRow[]> {
  return await db
    .selectFrom('check_in')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['planned', 'asking'])
    .orderBy('due_at')
    .execute()
}

export async function listCheckIns(db: Db, followUpId: string): Promise<CheckInRow[]> {
  return await db.selectFrom('check_in').selectAll().where('follow_up_id', '=', followUpId).orderBy('due_at').execute()
}

export async function findCheckIn(db: Db, id: string): Promise<CheckInRow | undefined> {
  return await db.selectFrom('check_in').selectAll().where('id', '=', id).executeTakeFirst()
}

/** When a conversation was last asked (ms). */
export async function lastAskedAt(db: Db, conversationId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('check_in')
    .select((e) => e.fn.max('asked_at').as('at'))
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Changes a check-in that is in one of the given states. @returns false when it is not */
export async function changeCheckIn(
  db: Db,
  id: string,
  states: readonly string[],
  change: Updateable<FollowUpSchema['check_in']>,
): Promise<boolean> {
  const result = await db
    .updateTable('check_in')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...states])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What is due in a conversation is looked at again at `runAt` (ms). */
export async function putOffCheckIns(db: Db, conversationId: string, runAt: number): Promise<void> {
  await db
    .updateTable('check_in')
    .set({ run_at: runAt })
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['planned', 'asking'])
    .where('run_at', '<', runAt)
    .execute()
}

/** Nothing of a conversation is asked any more. */
export async function skipCheckIns(db: Db, conversationId: string, why: { reason: string; now: number }): Promise<void> {
  await db
    .updateTable('check_in')
    .set({ state: 'skipped', reason: why.reason, question: null, updated_at: why.now })
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['planned', 'asking'])
    .execute()
}

export interface FollowUpCount {
  readonly officeId: string
  readonly country: string
  readonly month: number
  readonly period: string
  readonly measure: string
  readonly value: string
}

/** Counts one more. Figures only ever grow: erasing a person leaves them. */
export async function countFollowUp(db: Db, count: FollowUpCount): Promise<void> {
  const { officeId, ...rest } = count
  await db
    .insertInto('follow_up_figure')
    .values({ office_id: officeId, ...rest, n: 1 })
    .onConflict((c) =>
      c
        .columns(['office_id', 'period', 'month', 'country', 'measure', 'value'])
        .doUpdateSet((e) => ({ n: e('follow_up_figure.n', '+', 1) })),
    )
    .execute()
}

export async function listFollowUpFigures(db: Db): Promise<Selectable<FollowUpSchema['follow_up_figure']>[]> {
  return await db.selectFrom('follow_up_figure').selectAll().orderBy('period').execute()
}

/** Takes the person's words out of check-ins of before a moment; what was answered by number stays for the case. */
export async function blankOldCheckIns(db: Db, before: number): Promise<number> {
  const result = await db
    .updateTable('check_in')
    .set({ words_sealed: null, step_sealed: null })
    .where('updated_at', '<', before)
    .where('state', 'not in', ['planned', 'asking'])
    .where((e) => e.or([e('words_sealed', 'is not', null), e('step_sealed', 'is not', null)]))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
