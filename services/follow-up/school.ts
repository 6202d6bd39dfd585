import type { ConversationState } from '../../bot/index.ts'
import { cameWithChildren, saysCounted } from '../../bot/index.ts'
import { readPreparation } from '../preparation/index.ts'
import { type ConversationRow, type Db, type FollowUpRow, listCheckIns } from '../store/index.ts'
import type { FollowUpDeps } from './deps.ts'

interface Told {
  readonly conversation: ConversationRow
  readonly followUp: FollowUpRow
}

/**
 * Whether a check-in asks if the children go to school: of somebody who told that children came with them, in the place of the step. It
 * comes first until it was answered once; a "no" is asked again where no step of a plan is open.
 */
export async function asksSchool(
  deps: FollowUpDeps,
  tx: Db,
  { conversation, followUp, memory, hasStep }: Told & { readonly memory: ConversationState; readonly hasStep: boolean },
): Promise<boolean> {
  const before = (await listCheckIns(tx, followUp.id)).flatMap(({ school }) => (school === null || school === 'asked' ? [] : [school]))
  if (before.some((answer) => answer !== 'no') || (before.length > 0 && hasStep)) return false
  const preparation = await readPreparation(tx, deps.cases.vault.forPerson(conversation.dataKey), conversation.personId)
  return cameWithChildren(memory, preparation, deps)
}

/** Whether the answer may be counted: who agreed to it with the follow-up or in the profile before the return; a "no" there stands. */
export async function mayCount(deps: FollowUpDeps, tx: Db, { conversation, followUp }: Told): Promise<boolean> {
  const preparation = await readPreparation(tx, deps.cases.vault.forPerson(conversation.dataKey), conversation.personId)
  return preparation?.mayCount ?? saysCounted(followUp.text_version)
}
