import { PuenteError } from '../errors/index.ts'
import { type CaseRow, type ConversationRow, type Db, findCase, findConversation } from '../store/index.ts'

/** A case with its conversation. @throws PuenteError P1004 when there is no such case */
export async function loadCase(db: Db, caseId: string): Promise<{ found: CaseRow; conversation: ConversationRow }> {
  const found = await findCase(db, caseId)
  const conversation = found && (await findConversation(db, found.conversation_id))
  if (!found || !conversation) throw new PuenteError('P1004')
  return { found, conversation }
}
