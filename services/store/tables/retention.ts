import { sql } from 'kysely'
import type { Db } from '../engine.ts'
import { blankCasesById } from './cases.ts'

const BATCH = 500

/** Deletes messages of before a moment, except where a case is open or a job is still to be done. */
export async function deleteOldMessages(db: Db, before: number): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await db
      .selectFrom('message')
      .select('id')
      .where('created_at', '<', before)
      .where('status', '<>', 'held')
      .where('conversation_id', 'not in', db.selectFrom('care_case').select('conversation_id').where('status', '<>', 'closed'))
      .where('id', 'not in', db.selectFrom('job').select('message_id'))
      .limit(BATCH)
      .execute()
    const ids = rows.map((row) => row.id)
    if (ids.length > 0) await db.deleteFrom('message').where('id', 'in', ids).execute()
    count += ids.length
    if (ids.length < BATCH) return count
  }
}

/** Takes the person's words out of cases that were closed before a moment. */
export async function blankOldCases(db: Db, before: number, now: number): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await db
      .selectFrom('care_case')
      .select('id')
      .where('status', '=', 'closed')
      .where('closed_at', '<', before)
      .where((e) => e.or([e('packet_sealed', 'is not', null), e('closing_sealed', 'is not', null), e('plan_sealed', 'is not', null)]))
      .limit(BATCH)
      .execute()
    if (rows.length > 0)
      await blankCasesById(
        db,
        rows.map((row) => row.id),
        now,
      )
    count += rows.length
    if (rows.length < BATCH) return count
  }
}

/** People without a word since a moment and without an open case. Who agreed to be asked stays until they have been. */
export async function listIdlePeople(db: Db, idleSince: number, limit: number): Promise<{ conversationId: string }[]> {
  return await db
    .selectFrom('conversation')
    .select('id as conversationId')
    .where(sql<number>`coalesce(last_inbound_at, created_at)`, '<', idleSince)
    .where('id', 'not in', db.selectFrom('care_case').select('conversation_id').where('status', '<>', 'closed'))
    .where('id', 'not in', db.selectFrom('check_in').select('conversation_id').where('state', 'in', ['planned', 'asking']))
    .orderBy('id')
    .limit(limit)
    .execute()
}

export interface StaleMemory {
  readonly id: string
  readonly version: number
  readonly dataKey: Uint8Array
  readonly stateSealed: Uint8Array
}

/** Memories of conversations that have been still since a moment, in order of their ids. */
export async function listStaleMemories(db: Db, page: { idleSince: number; afterId: string; limit: number }): Promise<StaleMemory[]> {
  const rows = await db
    .selectFrom('conversation')
    .innerJoin('person', 'person.id', 'conversation.person_id')
    .select(['conversation.id', 'conversation.version', 'person.data_key as dataKey', 'conversation.state_sealed as stateSealed'])
    .where('conversation.state_sealed', 'is not', null)
    .where(sql<number>`coalesce(conversation.last_inbound_at, conversation.created_at)`, '<', page.idleSince)
    .where('conversation.id', '>', page.afterId)
    .orderBy('conversation.id')
    .limit(page.limit)
    .execute()
  return rows.flatMap((row) => (row.stateSealed === null ? [] : [{ ...row, stateSealed: row.stateSealed }]))
}

/** Replaces a memory that no turn has written since it was read. */
export async function storeMemory(db: Db, read: StaleMemory, stateSealed: Uint8Array): Promise<boolean> {
  const result = await db
    .updateTable('conversation')
    .set({ state_sealed: stateSealed, version: read.version + 1 })
    .where('id', '=', read.id)
    .where('version', '=', read.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function deleteOldUnanswered(db: Db, before: number): Promise<number> {
  return Number((await db.deleteFrom('unanswered').where('at', '<', before).executeTakeFirst()).numDeletedRows)
}

/** Seen or old alerts, drafts that nobody went on with, invitations that hold no more, export links that have run out. */
export async function deleteOldStaffRecords(db: Db, before: number): Promise<number> {
  const alerts = await db.deleteFrom('staff_alert').where('at', '<', before).executeTakeFirst()
  const invitations = await db.deleteFrom('invitation').where('expires_at', '<', before).executeTakeFirst()
  const links = await db.deleteFrom('export_link').where('expires_at', '<', before).executeTakeFirst()
  const drafts = await db.deleteFrom('reply_draft').where('saved_at', '<', before).executeTakeFirst()
  const tries = await db.deleteFrom('sign_in_try').where('at', '<', before).executeTakeFirst()
  const erased = await db.deleteFrom('erased_case').where('at', '<', before).executeTakeFirst()
  return Number(
    alerts.numDeletedRows +
      invitations.numDeletedRows +
      links.numDeletedRows +
      drafts.numDeletedRows +
      tries.numDeletedRows +
      erased.numDeletedRows,
  )
}
