import { caseContext, type PlanStep } from '../cases/index.ts'
import type { Vault } from '../privacy/index.ts'
import { type ConversationRow, type Db, type FollowUpRow, findCase, listCheckIns } from '../store/index.ts'
import { followUpContext } from './deps.ts'

/** The open steps of a case's plan, in its order. */
export async function openSteps(db: Db, vault: Vault, conversation: ConversationRow, caseId: string | null): Promise<string[]> {
  const found = caseId ? await findCase(db, caseId) : undefined
  if (!found?.plan_sealed) return []
  const steps = JSON.parse(vault.forPerson(conversation.dataKey).openText(found.plan_sealed, caseContext('plan', found.id))) as PlanStep[]
  return steps.filter((step) => step.state === 'open').map((step) => step.text)
}

/** The step that a check-in asks about: the first that is open on the case and that the person has not called done in an earlier one. */
export async function stepToAsk(db: Db, vault: Vault, conversation: ConversationRow, followUp: FollowUpRow): Promise<string | undefined> {
  const person = vault.forPerson(conversation.dataKey)
  const onCase = await openSteps(db, vault, conversation, followUp.case_id)
  const kept = followUp.steps_sealed
    ? (JSON.parse(person.openText(followUp.steps_sealed, followUpContext('steps', followUp.id))) as string[])
    : []
  const done = new Set(
    (await listCheckIns(db, followUp.id)).flatMap((row) =>
      row.step_done === 1 && row.step_sealed ? [person.openText(row.step_sealed, followUpContext('step', row.id))] : [],
    ),
  )
  const found = followUp.case_id ? await findCase(db, followUp.case_id) : undefined
  return (found?.plan_sealed ? onCase : kept).find((step) => !done.has(step))
}
