import { CHECK_IN_QUESTIONS, type FollowUpView } from '../../bot/index.ts'
import { type ConversationRow, type Db, findFollowUp, listOpenCheckIns } from '../store/index.ts'
import { type FollowUpDeps, followUpContext } from './deps.ts'

/** What a turn may rest on: an offer that waits, an open question. */
export async function followUpViewOf({ cases }: FollowUpDeps, db: Db, conversation: ConversationRow): Promise<FollowUpView> {
  const found = await findFollowUp(db, conversation.id)
  if (!found) return { mayOffer: true, offer: undefined, isAgreed: false, asked: undefined }
  const asking = found.state === 'agreed' ? (await listOpenCheckIns(db, conversation.id)).find((row) => row.state === 'asking') : undefined
  const question = CHECK_IN_QUESTIONS.find((one) => one === asking?.question)
  const vault = cases.vault.forPerson(conversation.dataKey)
  return {
    mayOffer: false,
    offer: found.state === 'offered' ? { id: found.id, months: JSON.parse(found.months) as number[] } : undefined,
    isAgreed: found.state === 'agreed',
    asked:
      asking && question
        ? {
            id: asking.id,
            question,
            step: asking.step_sealed ? vault.openText(asking.step_sealed, followUpContext('step', asking.id)) : undefined,
            asksSchool: asking.school !== null,
            officeId: found.office_id,
            hasCase: found.case_id !== null,
          }
        : undefined,
  }
}
