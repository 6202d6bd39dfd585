import { sql } from 'kysely'
import { auditHash, FIRST_HASH } from '../audit-hash.ts'
import type { Db } from '../engine.ts'

export interface AuditEvent {
  readonly at: number
  readonly kind: string
  readonly conversationId: string | null
  readonly details: Readonly<Record<string, string | number | boolean>>
}

/**
 * Appends to the audit trail. `details` holds codes, ids and counts; never words, numbers or names of a person. The row of the chain's
 * head is taken first and held to the end of the transaction: of several processes one appends at a time, and no link is made twice.
 */
export async function insertAudit(db: Db, event: AuditEvent): Promise<void> {
  if (!db.isTransaction) return await db.transaction().execute((tx) => insertAudit(tx, event))
  const head = await db
    .updateTable('audit_head')
    .set({ seq: sql<number>`seq + 1` })
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  const row = {
    seq: head.seq,
    at: event.at,
    kind: event.kind,
    conversation_id: event.conversationId,
    details: JSON.stringify(event.details),
  }
  const hash = auditHash(head.hash, row)
  await db
    .insertInto('audit_event')
    .values({ ...row, hash })
    .execute()
  await db.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute()
}

export interface AuditChain {
  readonly events: number
  /** The number of the first event whose link does not fit what stands before it (after a gap: the one behind it); "head": the end is cut off. */
  readonly brokenAt: number | 'head' | null
  readonly head: string
  /** Whether a link that was noted earlier is in the chain. */
  readonly hasHead: boolean
}

const PAGE = 1000

/** Recomputes every link, from the first event to the head. @param noted a link that must be in it */
export async function verifyAudit(db: Db, noted = ''): Promise<AuditChain> {
  let hash = FIRST_HASH
  let seq = 0
  let events = 0
  let hasHead = false
  const head = await db.selectFrom('audit_head').selectAll().where('id', '=', 1).executeTakeFirst()
  for (;;) {
    const rows = await db
      .selectFrom('audit_event')
      .selectAll()
      .where('seq', '>', seq)
      // What is appended while this runs is for the next time.
      .where('seq', '<=', head?.seq ?? 0)
      .orderBy('seq')
      .limit(PAGE)
      .execute()
    for (const row of rows) {
      hash = auditHash(hash, row)
      if (hash !== row.hash) return { events, brokenAt: row.seq, head: hash, hasHead }
      hasHead ||= hash === noted
      seq = row.seq
      events++
    }
    if (rows.length === 0) break
  }
  const isWhole = head !== undefined && head.seq === seq && head.hash === hash
  return { events, brokenAt: isWhole ? null : 'head', head: hash, hasHead }
}

/** The last link: written down elsewhere, it proves that nothing was cut off. */
export async function auditHead(db: Db): Promise<{ seq: number; hash: string }> {
  return await db.selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', 1).executeTakeFirstOrThrow()
}
