import { sql } from 'kysely'
import type { Db } from '../engine.ts'

/** What a turn needs to know of its conversation. */
export interface ConversationRow {
  readonly id: string
  readonly personId: string
  readonly channel: string
  readonly addressHash: string
  readonly addressSealed: Uint8Array
  readonly dataKey: Uint8Array
  readonly status: string
  readonly version: number
  readonly stateSealed: Uint8Array | null
}

/** A conversation with its identity and key. */
export async function findConversation(db: Db, id: string): Promise<ConversationRow | undefined> {
  return await db
    .selectFrom('conversation')
    .innerJoin('identity', 'identity.id', 'conversation.identity_id')
    .innerJoin('person', 'person.id', 'conversation.person_id')
    .select([
      'conversation.id',
      'conversation.person_id as personId',
      'conversation.channel',
      'identity.address_hash as addressHash',
      'identity.address_sealed as addressSealed',
      'person.data_key as dataKey',
      'conversation.status',
      'conversation.version',
      'conversation.state_sealed as stateSealed',
    ])
    .where('conversation.id', '=', id)
    .executeTakeFirst()
}

/** Takes the next `count` message numbers of a conversation; the row is locked until the transaction ends. */
export async function takeSeqs(db: Db, id: string, count: number, now: number): Promise<number> {
  const row = await db
    .updateTable('conversation')
    .set({ next_seq: sql<number>`next_seq + ${count}`, updated_at: now })
    .where('id', '=', id)
    .returning('next_seq')
    .executeTakeFirstOrThrow()
  return row.next_seq - count
}

/** Notes that the person wrote (opens the 24-hour window where a channel has one). */
export async function touchInbound(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('conversation').set({ last_inbound_at: now }).where('id', '=', id).execute()
}

export interface StateChange {
  readonly id: string
  readonly version: number
  readonly stateSealed: Uint8Array
  readonly status: string
  readonly priority?: string
  readonly waitingSince?: number
  readonly now: number
}

/** Writes what a turn decided, only if no other turn has written since. @returns false when one has */
export async function saveState(db: Db, change: StateChange): Promise<boolean> {
  const result = await db
    .updateTable('conversation')
    .set({
      state_sealed: change.stateSealed,
      status: change.status,
      version: change.version + 1,
      updated_at: change.now,
      ...(change.priority === undefined ? {} : { priority: change.priority }),
      ...(change.waitingSince === undefined ? {} : { waiting_since: change.waitingSince }),
    })
    .where('id', '=', change.id)
    .where('version', '=', change.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Moves a conversation to another status, so that a turn that runs meanwhile is run again. @returns false when it is not in one of `from` */
export async function moveConversation(db: Db, id: string, move: { from: readonly string[]; to: string; now: number }): Promise<boolean> {
  const result = await db
    .updateTable('conversation')
    .set({
      status: move.to,
      version: sql<number>`version + 1`,
      updated_at: move.now,
      ...(move.to === 'waiting' ? {} : { waiting_since: null }),
    })
    .where('id', '=', id)
    .where('status', 'in', [...move.from])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** When the person last wrote (ms); null when never. */
export async function lastInboundAt(db: Db, id: string): Promise<number | null> {
  return (await db.selectFrom('conversation').select('last_inbound_at').where('id', '=', id).executeTakeFirst())?.last_inbound_at ?? null
}
