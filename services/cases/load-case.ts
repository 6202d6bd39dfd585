import { PuenteError } from '../errors/index.ts'
import { type CaseRow, type ConversationRow, type Db, findCase, findConversation, isErasedCase, takeSeqs } from '../store/index.ts'

/** A case with its conversation. @throws PuenteError P1004 when there is no such case, P1014 when it was erased with its person */
export async function loadCase(db: Db, caseId: string): Promise<{ found: CaseRow; conversation: ConversationRow }> {
  const found = await findCase(db, caseId)
  const conversation = found && (await findConversation(db, found.conversation_id))
  if (!found && (await isErasedCase(db, caseId))) throw new PuenteError('P1014', { detail: 'erased' })
  if (!found || !conversation) throw new PuenteError('P1004')
  return { found, conversation }
}

/**
 * The same, held until the transaction ends: of several who decide about one case at the same instant each sees what the one before
 * has written. @throws PuenteError P1004, P1014 as above
 */
export async function holdCase(tx: Db, caseId: string, now: number): Promise<{ found: CaseRow; conversation: ConversationRow }> {
  const { conversation } = await loadCase(tx, caseId)
  await takeSeqs(tx, conversation.id, 0, now)
  return await loadCase(tx, caseId)
}
