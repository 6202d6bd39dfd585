import type { Selectable } from 'kysely'
import type { Db } from '../engine.ts'
import type { PrivacySchema } from '../privacy-schema.ts'

/** What a provider knows of a person's messages. */
export async function listProviderIds(db: Db, personId: string): Promise<{ channel: string; providerId: string }[]> {
  const rows = await db
    .selectFrom('message')
    .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
    .select(['message.channel', 'message.provider_id as providerId'])
    .where('conversation.person_id', '=', personId)
    .where('message.provider_id', 'is not', null)
    .execute()
  return rows.flatMap(({ channel, providerId }) => (providerId === null ? [] : [{ channel, providerId }]))
}

export interface RemovedRows {
  readonly messages: number
  readonly cases: number
}

/** Deletes a person with everything that hangs on them: identities, conversations, messages, jobs, cases, consents, the key. */
export async function deletePerson(db: Db, personId: string, now: number): Promise<RemovedRows> {
  const conversations = db.selectFrom('conversation').select('id').where('person_id', '=', personId)
  const messages = await db
    .selectFrom('message')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('conversation_id', 'in', conversations)
    .executeTakeFirstOrThrow()
  const cases = (await db.selectFrom('care_case').select('id').where('person_id', '=', personId).execute()).map((row) => row.id)
  if (cases.length > 0) {
    await db.deleteFrom('staff_alert').where('case_id', 'in', cases).execute()
    await db
      .insertInto('erased_case')
      .values(cases.map((id) => ({ case_id: id, at: now })))
      .execute()
    await db.deleteFrom('canned_use').where('case_id', 'in', cases).execute()
  }
  await db.deleteFrom('person').where('id', '=', personId).execute()
  return { messages: Number(messages.n), cases: cases.length }
}

/** Deletes the kept questions that `isTheirs` knows again. @returns their ids */
export async function deleteUnanswered(db: Db, isTheirs: (row: Readonly<Record<string, unknown>>) => boolean): Promise<string[]> {
  const ids: string[] = []
  let after = ''
  for (;;) {
    const rows = await db.selectFrom('unanswered').selectAll().where('id', '>', after).orderBy('id').limit(1000).execute()
    ids.push(...rows.filter(isTheirs).map((row) => row.id))
    after = rows.at(-1)?.id ?? after
    if (rows.length === 0) break
  }
  if (ids.length > 0) await db.deleteFrom('unanswered').where('id', 'in', ids).execute()
  return ids
}

export type RedactionRow = Selectable<PrivacySchema['redaction']>

export async function insertRedactions(db: Db, rows: readonly RedactionRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += 100)
    await db
      .insertInto('redaction')
      .values(rows.slice(i, i + 100))
      .execute()
}

/** Takes due redactions and puts them off to `again`: who dies with one in hand leaves it to the next. */
export async function claimRedactions(db: Db, claim: { now: number; again: number; limit: number }): Promise<RedactionRow[]> {
  const rows: RedactionRow[] = []
  const due = await db
    .selectFrom('redaction')
    .select(['id', 'run_at'])
    // Releases before gave up after a month (state "dead"): what was promised to be deleted is asked for until it is.
    .where('run_at', '<=', claim.now)
    .orderBy('run_at')
    .limit(claim.limit)
    .execute()
  for (const { id, run_at } of due) {
    const row = await db
      .updateTable('redaction')
      .set((e) => ({ run_at: claim.again, attempts: e('attempts', '+', 1) }))
      .where('id', '=', id)
      .where('run_at', '=', run_at)
      .returningAll()
      .executeTakeFirst()
    if (row) rows.push(row)
  }
  return rows
}

export async function finishRedaction(db: Db, id: string): Promise<void> {
  await db.deleteFrom('redaction').where('id', '=', id).execute()
}

export async function returnRedaction(db: Db, id: string, next: { runAt: number; code: string }): Promise<void> {
  await db.updateTable('redaction').set({ state: 'ready', run_at: next.runAt, last_code: next.code }).where('id', '=', id).execute()
}

/** Since when (ms) the provider has been asked in vain for the oldest message that it still has to delete. */
export async function oldestRedactionAt(db: Db): Promise<number | undefined> {
  const query = db.selectFrom('redaction').select('created_at').orderBy('created_at').limit(1)
  return (await query.executeTakeFirst())?.created_at
}

export async function insertFarewell(db: Db, personId: string, now: number): Promise<void> {
  await db.insertInto('farewell').values({ person_id: personId, since: now }).execute()
}

/** People whose farewell has begun before a moment. */
export async function listFarewells(db: Db, before: number, limit: number): Promise<string[]> {
  return (await db.selectFrom('farewell').select('person_id').where('since', '<=', before).orderBy('since').limit(limit).execute()).map(
    (row) => row.person_id,
  )
}

/**
 * Where a farewell stands: gone when the confirmation has left, back when the person wrote again (then they stay, as somebody new).
 * Locks their conversations, so that a message that comes in meanwhile is not lost.
 */
export async function farewellState(db: Db, personId: string, now: number): Promise<'gone' | 'leaving' | 'back'> {
  await db.updateTable('conversation').set({ updated_at: now }).where('person_id', '=', personId).execute()
  const conversations = db.selectFrom('conversation').select('id').where('person_id', '=', personId)
  const inbound = await db
    .selectFrom('message')
    .select('id')
    .where('conversation_id', 'in', conversations)
    .where('direction', '=', 'in')
    .limit(1)
    .executeTakeFirst()
  if (inbound) return 'back'
  const open = await db
    .selectFrom('job')
    .select('id')
    .where('conversation_id', 'in', conversations)
    .where('state', '<>', 'dead')
    .limit(1)
    .executeTakeFirst()
  return open ? 'leaving' : 'gone'
}

export async function deleteFarewell(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('farewell').where('person_id', '=', personId).execute()
}

/** What must leave the key rings of backups. */
export async function insertShreds(db: Db, ids: readonly string[], now: number): Promise<void> {
  for (let i = 0; i < ids.length; i += 100)
    await db
      .insertInto('shred')
      .values(ids.slice(i, i + 100).map((id) => ({ id, at: now })))
      .onConflict((c) => c.column('id').doNothing())
      .execute()
}

export async function listShreds(db: Db, limit: number): Promise<string[]> {
  return (await db.selectFrom('shred').select('id').orderBy('at').limit(limit).execute()).map((row) => row.id)
}

/** Forgets what every key ring has been rid of. */
export async function deleteShreds(db: Db, ids: readonly string[]): Promise<void> {
  for (let i = 0; i < ids.length; i += 400)
    await db
      .deleteFrom('shred')
      .where('id', 'in', ids.slice(i, i + 400))
      .execute()
}

export async function listBackupPlaces(db: Db): Promise<{ path: string; written_at: number }[]> {
  return await db.selectFrom('backup_place').selectAll().execute()
}

/** @param writtenAt 0 while the ring there is being written */
export async function setBackupPlace(db: Db, path: string, writtenAt: number): Promise<void> {
  await db
    .insertInto('backup_place')
    .values({ path, written_at: writtenAt })
    .onConflict((c) => c.column('path').doUpdateSet({ written_at: writtenAt }))
    .execute()
}

export type ErasureRequestRow = Selectable<PrivacySchema['erasure_request']>

/** @returns false when one is open for this case already */
export async function insertErasureRequest(db: Db, row: ErasureRequestRow): Promise<boolean> {
  await db.deleteFrom('erasure_request').where('case_id', '=', row.case_id).where('expires_at', '<=', row.asked_at).execute()
  const stored = await db
    .insertInto('erasure_request')
    .values(row)
    .onConflict((c) => c.column('case_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return stored !== undefined
}

export async function listErasureRequests(db: Db, officeId: string, now: number): Promise<(ErasureRequestRow & { caseNumber: string })[]> {
  return await db
    .selectFrom('erasure_request')
    .innerJoin('care_case', 'care_case.id', 'erasure_request.case_id')
    .selectAll('erasure_request')
    .select('care_case.number as caseNumber')
    .where('erasure_request.office_id', '=', officeId)
    .where('erasure_request.expires_at', '>', now)
    .orderBy('asked_at')
    .execute()
}

/** Takes a request off the list: of two who decide at once, one gets it. */
export async function takeErasureRequest(db: Db, id: string, now: number): Promise<ErasureRequestRow | undefined> {
  return await db.deleteFrom('erasure_request').where('id', '=', id).where('expires_at', '>', now).returningAll().executeTakeFirst()
}

export async function findErasureRequest(db: Db, id: string): Promise<ErasureRequestRow | undefined> {
  return await db.selectFrom('erasure_request').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether a case went with its person. */
export async function isErasedCase(db: Db, caseId: string): Promise<boolean> {
  return (await db.selectFrom('erased_case').select('at').where('case_id', '=', caseId).executeTakeFirst()) !== undefined
}
