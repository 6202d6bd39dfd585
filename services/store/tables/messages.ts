import { type Selectable, sql } from 'kysely'
import type { Db } from '../engine.ts'
import type { Schema } from '../schema.ts'

export type MessageRow = Selectable<Schema['message']>

export interface NewMessage {
  readonly id: string
  readonly conversationId: string
  readonly seq: number
  readonly direction: 'in' | 'out'
  readonly sender: 'person' | 'bot' | 'staff'
  readonly channel: string
  readonly providerId: string | null
  readonly kind: string
  readonly bodySealed: Uint8Array
  readonly status: MessageStatus
  readonly segments: number | null
  readonly replyTo: string | null
  /** Who of the staff wrote it. */
  readonly staffId?: string
  readonly now: number
}

export type MessageStatus = 'received' | 'queued' | 'held' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed' | 'dropped'

/** A message goes only forward: callbacks arrive in any order. */
const RANK: Record<MessageStatus, number> = {
  received: 0,
  queued: 0,
  held: 0,
  sending: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  failed: 5,
  dropped: 5,
}

/** Whether a provider's report may replace the status that is known. A late "sent" never undoes "delivered"; delivered never becomes failed. */
export function isForward(from: MessageStatus, to: MessageStatus): boolean {
  if (to === 'failed') return RANK[from] <= RANK.sent
  return RANK[to] > RANK[from]
}

/** Stores a message. @returns false when (channel, provider id) is known already: a redelivery */
export async function insertMessage(db: Db, m: NewMessage): Promise<boolean> {
  const stored = await db
    .insertInto('message')
    .values({
      id: m.id,
      conversation_id: m.conversationId,
      seq: m.seq,
      direction: m.direction,
      sender: m.sender,
      channel: m.channel,
      provider_id: m.providerId,
      kind: m.kind,
      body_sealed: m.bodySealed,
      status: m.status,
      provider_code: null,
      segments: m.segments,
      reply_to: m.replyTo,
      attempted_at: null,
      created_at: m.now,
      updated_at: m.now,
      staff_id: m.staffId ?? null,
    })
    .onConflict((c) => c.columns(['channel', 'provider_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return stored !== undefined
}

/** Whether a provider's message is stored already. */
export async function isKnownMessage(db: Db, channel: string, providerId: string): Promise<boolean> {
  return (
    (await db
      .selectFrom('message')
      .select('id')
      .where('channel', '=', channel)
      .where('provider_id', '=', providerId)
      .executeTakeFirst()) !== undefined
  )
}

export async function findMessage(db: Db, id: string): Promise<MessageRow | undefined> {
  return await db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Outgoing messages of a conversation after a number, oldest first. */
export async function listMessages(db: Db, conversationId: string, options: { afterSeq: number; limit: number }): Promise<MessageRow[]> {
  return await db
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', options.afterSeq)
    .orderBy('seq')
    .limit(options.limit)
    .execute()
}

export interface MessageChange {
  readonly status?: MessageStatus
  readonly providerId?: string
  readonly providerCode?: string
  readonly attemptedAt?: number
  readonly segments?: number
  readonly now: number
}

/** Changes what is known of a sent message. */
export async function updateMessage(db: Db, id: string, change: MessageChange): Promise<void> {
  await db
    .updateTable('message')
    .set({
      updated_at: change.now,
      ...(change.status === undefined ? {} : { status: change.status }),
      ...(change.providerId === undefined ? {} : { provider_id: change.providerId }),
      ...(change.providerCode === undefined ? {} : { provider_code: change.providerCode }),
      ...(change.attemptedAt === undefined ? {} : { attempted_at: change.attemptedAt }),
      ...(change.segments === undefined ? {} : { segments: change.segments }),
    })
    .where('id', '=', id)
    .execute()
}

/** The message that a provider's report is about: by our id where the provider echoes it, else by the provider's. */
export async function findMessageByProvider(
  db: Db,
  ref: { channel: string; providerId: string; messageId: string | undefined },
): Promise<MessageRow | undefined> {
  const byProvider = await db
    .selectFrom('message')
    .selectAll()
    .where('channel', '=', ref.channel)
    .where('provider_id', '=', ref.providerId)
    .executeTakeFirst()
  if (byProvider || ref.messageId === undefined) return byProvider
  return await db.selectFrom('message').selectAll().where('id', '=', ref.messageId).where('direction', '=', 'out').executeTakeFirst()
}

/** Messages that wait until the person writes (the channel's window is closed), oldest first. */
export async function listHeld(db: Db, conversationId: string): Promise<MessageRow[]> {
  return await db
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('status', '=', 'held')
    .orderBy('seq')
    .execute()
}

/** Lets a waiting message go. @returns false when it does not wait any more */
export async function releaseHeld(db: Db, id: string, now: number): Promise<boolean> {
  return (
    (
      await db
        .updateTable('message')
        // What came out of a backup may have left since: it is looked up first.
        .set({ status: sql<string>`case when attempted_at is null then 'queued' else 'sending' end`, updated_at: now })
        .where('id', '=', id)
        .where('status', '=', 'held')
        .executeTakeFirst()
    ).numUpdatedRows === 1n
  )
}

/** Stops what staff wrote and has not left yet; the words stay. */
export async function dropUnsent(db: Db, conversationId: string, code: string, now: number): Promise<void> {
  await db
    .updateTable('message')
    .set({ status: 'dropped', provider_code: code, updated_at: now })
    .where('conversation_id', '=', conversationId)
    .where('sender', '=', 'staff')
    .where('status', 'in', ['queued', 'held'])
    .execute()
}

/** Marks a failed message as sent again under another id. @returns false when it did not fail or was sent again before */
export async function markResent(db: Db, id: string, resentAs: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('message')
    .set({ resent_as: resentAs, updated_at: now })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where('resent_as', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The first and the last number of a stretch of messages; null: it goes on. */
export type SeqSpan = readonly [number, number | null]

/** Messages of a conversation from a number on (and only of the given stretches), newest page first read, given oldest first. */
export async function listLatest(
  db: Db,
  conversationId: string,
  page: { fromSeq: number; beforeSeq?: number; limit: number; spans?: readonly SeqSpan[] },
): Promise<MessageRow[]> {
  let query = db.selectFrom('message').selectAll().where('conversation_id', '=', conversationId).where('seq', '>=', page.fromSeq)
  if (page.beforeSeq !== undefined) query = query.where('seq', '<', page.beforeSeq)
  const { spans } = page
  if (spans)
    query = query.where((e) =>
      e.or(spans.map(([from, to]) => (to === null ? e('seq', '>=', from) : e.and([e('seq', '>=', from), e('seq', '<=', to)])))),
    )
  return (await query.orderBy('seq', 'desc').limit(page.limit).execute()).reverse()
}

/** When the person wrote, up to message number `seq`, newest first, at most `limit` times: ms since 1970. */
export async function inboundTimes(db: Db, upTo: { conversationId: string; seq: number; limit: number }): Promise<number[]> {
  const rows = await db
    .selectFrom('message')
    .select('created_at')
    .where('conversation_id', '=', upTo.conversationId)
    .where('seq', '<=', upTo.seq)
    .where('direction', '=', 'in')
    .orderBy('seq', 'desc')
    .limit(upTo.limit)
    .execute()
  return rows.map((row) => Number(row.created_at))
}
