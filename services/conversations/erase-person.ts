import { type ConversationRow, type Db, deleteMessages, insertAudit } from '../store/index.ts'
import type { ConversationDeps } from './deps.ts'

/**
 * Takes away a person's words: messages, open jobs and questions; the memory was emptied by the turn. The conversation row
 * stays for the one confirmation that still has to leave; a receipt without identity stays in the audit trail.
 */
export async function erasePerson(_deps: ConversationDeps, tx: Db, conversation: ConversationRow, now: number): Promise<void> {
  await deleteMessages(tx, conversation.id)
  await insertAudit(tx, { at: now, kind: 'erased', conversationId: null, details: { channel: conversation.channel } })
}
