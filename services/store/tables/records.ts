import type { Db } from '../engine.ts'

/** Appends to the audit trail. `details` holds codes, ids and counts; never words, numbers or names of a person. */
export async function insertAudit(
  db: Db,
  event: { at: number; kind: string; conversationId: string | null; details: Readonly<Record<string, string | number | boolean>> },
): Promise<void> {
  await db
    .insertInto('audit_event')
    .values({ at: event.at, kind: event.kind, conversation_id: event.conversationId, details: JSON.stringify(event.details) })
    .execute()
}
