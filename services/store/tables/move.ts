import type { Selectable } from 'kysely'
import type { Db } from '../engine.ts'
import type { FollowUpSchema } from '../follow-up-schema.ts'

export type MoveCodeRow = Selectable<FollowUpSchema['move_code']>

export async function insertMoveCode(db: Db, row: MoveCodeRow): Promise<void> {
  await db.insertInto('move_code').values(row).execute()
}

/** How many codes a person asked for since a moment. */
export async function countMoveCodes(db: Db, personId: string, since: number): Promise<number> {
  const row = await db
    .selectFrom('move_code')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('person_id', '=', personId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** A code that still works: not used, not run out. */
export async function findMoveCode(db: Db, codeHash: string, now: number): Promise<MoveCodeRow | undefined> {
  return await db
    .selectFrom('move_code')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

/** Uses a code up, and with it every other of the same person: of two who try at once one gets it. */
export async function takeMoveCode(db: Db, codeHash: string, now: number): Promise<MoveCodeRow | undefined> {
  const taken = await db
    .updateTable('move_code')
    .set({ used_at: now })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  if (taken)
    await db.updateTable('move_code').set({ used_at: now }).where('person_id', '=', taken.person_id).where('used_at', 'is', null).execute()
  return taken
}

/** Notes a wrong code, and forgets those of before `since`. */
export async function insertMoveTry(db: Db, attempt: { channel: string; addressHash: string; at: number; since: number }): Promise<void> {
  await db.deleteFrom('move_try').where('at', '<', attempt.since).execute()
  await db.insertInto('move_try').values({ channel: attempt.channel, address_hash: attempt.addressHash, at: attempt.at }).execute()
}

export async function countMoveTries(db: Db, address: { channel: string; addressHash: string; since: number }): Promise<number> {
  const row = await db
    .selectFrom('move_try')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('channel', '=', address.channel)
    .where('address_hash', '=', address.addressHash)
    .where('at', '>', address.since)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/**
 * The person of a conversation is reached elsewhere from now on: identity, conversation, open cases, and what has not left yet. A turn
 * that runs meanwhile is run again.
 */
export async function rehome(
  db: Db,
  home: { conversationId: string; channel: string; addressHash: string; addressSealed: Uint8Array; now: number },
): Promise<void> {
  const { conversationId, channel, now } = home
  const { identity_id: id } = await db
    .selectFrom('conversation')
    .select('identity_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('identity')
    .set({ channel, address_hash: home.addressHash, address_sealed: home.addressSealed })
    .where('id', '=', id)
    .execute()
  await db
    .updateTable('conversation')
    .set((e) => ({ channel, last_inbound_at: now, updated_at: now, version: e('version', '+', 1) }))
    .where('id', '=', conversationId)
    .execute()
  await db.updateTable('care_case').set({ channel }).where('conversation_id', '=', conversationId).where('status', '<>', 'closed').execute()
  await db
    .updateTable('message')
    .set({ channel })
    .where('conversation_id', '=', conversationId)
    .where('direction', '=', 'out')
    .where('status', 'in', ['queued', 'held'])
    .execute()
}
