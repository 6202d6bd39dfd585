import { type ConversationRow, listCheckIns, listFollowUps } from '../store/index.ts'
import { type FollowUpDeps, followUpContext } from './deps.ts'

/** What a person agreed to be asked after their case, and what they answered: shown to the office that they agreed to. */
export async function readFollowUp({ cases }: Pick<FollowUpDeps, 'cases'>, caseId: string, conversation: ConversationRow) {
  const { db } = cases.engine
  const vault = cases.vault.forPerson(conversation.dataKey)
  const found = (await listFollowUps(db, { caseId })).at(-1)
  if (!found) return { state: null, agreedAt: null, months: [], checkIns: [] }
  // Whoever takes it back is not read any more.
  const rows = found.state === 'agreed' || found.end_reason === 'stopped' ? await listCheckIns(db, found.id) : []
  return {
    state: found.state,
    agreedAt: found.state === 'offered' ? null : found.answered_at,
    months: JSON.parse(found.months) as number[],
    checkIns: rows.map((row) => ({
      id: row.id,
      month: row.month,
      state: row.state,
      dueAt: row.due_at,
      askedAt: row.asked_at,
      how: row.how,
      stepDone: row.step_done === null ? null : row.step_done === 1,
      school: row.school === 'asked' ? null : row.school,
      wantsPerson: row.wants_person === null ? null : row.wants_person === 1,
      step: row.step_sealed ? vault.openText(row.step_sealed, followUpContext('step', row.id)) : null,
      words: row.words_sealed
        ? (JSON.parse(vault.openText(row.words_sealed, followUpContext('answer', row.id))) as Record<string, string>)
        : {},
      reason: row.reason,
    })),
  }
}
