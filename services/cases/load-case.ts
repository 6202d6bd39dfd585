import { PuenteError } from '../errors/index.ts'
import { type CaseRow, type ConversationRow, type Db, findCase, findConversation, isErasedCase } from '../store/index.ts'

/** A case with its conversation. @throws PuenteError P1004 when there is no such case, P1014 when it was erased with its person */
export async function loadCase(db: Db, caseId: string): Promise<{ found: CaseRow; conversation: ConversationRow }> {
  const found = await findCase(db, caseId)
  const conversation = found && (await findConversation(db, found.conversation_id))
  if (!found && (await isErasedCase(db, caseId))) throw new PuenteError('P1014', { detail: 'erased' })
  if (!found || !conversation) throw new PuenteError('P1004')
  return { found, conversation }
}
