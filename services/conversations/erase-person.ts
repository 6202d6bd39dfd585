import { blankCases, type ConversationRow, type Db, deleteMessages, insertAudit, moveConversation } from '../store/index.ts'
import type { ConversationDeps } from './deps.ts'

/**
 * Takes away a person's words: messages, open jobs and questions; the memory was emptied by the turn. The conversation row
 * stays for the one confirmation that still has to leave; a receipt without identity stays in the audit trail.
 */
export async function erasePerson(_deps: ConversationDeps, tx: Db, conversation: ConversationRow, now: number): Promise<void> {
  await deleteMessages(tx, conversation.id)
  await blankCases(tx, conversation.id, now)
  await moveConversation(tx, conversation.id, { from: ['waiting', 'caseworker'], to: 'bot', now })
  await insertAudit(tx, { at: now, kind: 'erased', conversationId: null, details: { channel: conversation.channel } })
}
