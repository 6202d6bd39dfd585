import { randomUUID } from 'node:crypto'
import { type Db, type FollowUpRow, insertCheckIns } from '../store/index.ts'

/** So many months later, on the same day or the last one of a shorter month. Pure. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at)
  const wanted = date.getUTCMonth() + months
  date.setUTCMonth(wanted)
  // The 31st of a month that has none runs over into the next.
  if (date.getUTCMonth() !== ((wanted % 12) + 12) % 12) date.setUTCDate(0)
  return date.getTime()
}

/** Plans every check-in of an agreement. Whether it may be asked is looked at when it is due. */
export async function planCheckIns(
  tx: Db,
  followUp: Pick<FollowUpRow, 'id' | 'conversation_id' | 'months'>,
  agreedAt: number,
): Promise<void> {
  const months = JSON.parse(followUp.months) as number[]
  await insertCheckIns(
    tx,
    months.map((month) => ({
      id: randomUUID(),
      follow_up_id: followUp.id,
      conversation_id: followUp.conversation_id,
      month,
      state: 'planned',
      due_at: addMonths(agreedAt, month),
      run_at: addMonths(agreedAt, month),
      attempt: 0,
      question: null,
      step_sealed: null,
      how: null,
      step_done: null,
      school: null,
      wants_person: null,
      words_sealed: null,
      reason: null,
      asked_at: null,
      updated_at: agreedAt,
    })),
  )
}
