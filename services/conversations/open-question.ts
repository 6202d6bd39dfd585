import { ConversationState, emptyState, type Pending } from '../../bot/index.ts'
import type { Vault } from '../privacy/index.ts'
import { type ConversationRow, type Db, saveState } from '../store/index.ts'
import { stateContext } from './body.ts'

/** A conversation's memory as it stands. */
export function memoryOf(vault: Vault, conversation: ConversationRow): ConversationState {
  if (!conversation.stateSealed) return emptyState()
  return ConversationState.parse(
    JSON.parse(vault.forPerson(conversation.dataKey).openText(conversation.stateSealed, stateContext(conversation))),
  )
}

/**
 * A question that did not come from a turn takes the place of whatever was open, so that a number is taken for its answer.
 * @returns false when a turn has written meanwhile
 */
export async function openQuestion(
  vault: Vault,
  tx: Db,
  { conversation, pending, now }: { conversation: ConversationRow; pending: Pending; now: number },
): Promise<boolean> {
  const state = { ...memoryOf(vault, conversation), pending, rest: [] }
  return await saveState(tx, {
    id: conversation.id,
    version: conversation.version,
    stateSealed: vault.forPerson(conversation.dataKey).sealText(JSON.stringify(state), stateContext(conversation)),
    status: conversation.status,
    now,
  })
}
