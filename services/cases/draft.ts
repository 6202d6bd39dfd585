import { type ConversationRow, deleteDraft, findDraft, saveDraft } from '../store/index.ts'
import type { Actor, CaseDeps } from './deps.ts'

const contextOf = (caseId: string, staffId: string) => `reply-draft:${caseId}:${staffId}`

/**
 * Keeps what somebody of the staff is writing and has not sent, sealed under the key of the person whom it is for: it outlives the browser and the
 * session, lies in no browser, and goes when the person is erased. Nothing but blanks takes it away.
 */
export async function keepDraft(
  deps: CaseDeps,
  actor: Actor,
  draft: { readonly caseId: string; readonly conversation: ConversationRow; readonly text: string },
): Promise<void> {
  const { caseId, conversation, text } = draft
  if (text.trim() === '') return await deleteDraft(deps.engine.db, caseId, actor.staffId)
  const sealed = deps.vault.forPerson(conversation.dataKey).sealText(text, contextOf(caseId, actor.staffId))
  await saveDraft(deps.engine.db, { caseId, staffId: actor.staffId, sealed, now: deps.clock().getTime() })
}

/** What this member of the staff was writing in a case; nobody else reads it. */
export async function readDraft(deps: CaseDeps, actor: Actor, caseId: string, conversation: ConversationRow): Promise<string> {
  const sealed = await findDraft(deps.engine.db, caseId, actor.staffId)
  return sealed ? deps.vault.forPerson(conversation.dataKey).openText(sealed, contextOf(caseId, actor.staffId)) : ''
}
