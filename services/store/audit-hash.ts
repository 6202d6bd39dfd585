import { createHash } from 'node:crypto'

/** What the first event of the chain follows. */
export const FIRST_HASH = '0'.repeat(64)

export interface Audited {
  readonly seq: number
  readonly at: number
  readonly kind: string
  readonly conversation_id: string | null
  readonly details: string
}

/** The link of an event: over the link before it and everything that the event says. */
export function auditHash(previous: string, event: Audited): string {
  const { seq, at, kind, conversation_id, details } = event
  return createHash('sha256')
    .update(JSON.stringify([previous, seq, at, kind, conversation_id, details]))
    .digest('hex')
}
