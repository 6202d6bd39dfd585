import { randomUUID } from 'node:crypto'
import type { CheckInWord, Effects, FollowUpWord, Lang } from '../../bot/index.ts'
import { localTime } from '../offices/index.ts'
import {
  type CheckInRow,
  type ConversationRow,
  changeCheckIn,
  changeFollowUp,
  countFollowUp,
  type Db,
  endFollowUps,
  type FollowUpRow,
  findCase,
  findCheckIn,
  findFollowUpById,
  findStaff,
  insertAlert,
  insertCaseEvent,
  insertFollowUp,
} from '../store/index.ts'
import { type FollowUpDeps, followUpContext } from './deps.ts'
import { planCheckIns } from './plan.ts'
import { mayCount } from './school.ts'
import { openSteps } from './steps.ts'

export interface FollowUpApplied {
  readonly conversation: ConversationRow
  readonly effects: Effects
  readonly lang: Lang
  readonly country: string | null
}

/** Answers that are a task for the caseworker. */
const TASKS: Readonly<Record<string, string>> = {
  'how:bad': 'check-in-bad',
  'step:no': 'check-in-not-done',
  'school:no': 'check-in-no-school',
}

const HOW = { good: 1, 'so-so': 2, bad: 3 } as const

/** What a turn decided about being asked, inside the turn's own transaction. */
export async function applyFollowUp(deps: FollowUpDeps, tx: Db, applied: FollowUpApplied): Promise<void> {
  const { followUp, checkIn, revoke, optOut } = applied.effects
  const now = deps.cases.clock().getTime()
  const end = (reason: string) => endFollowUps(tx, applied.conversation.id, { reason, now })
  if (followUp) await takeWord(deps, tx, applied, followUp)
  if (checkIn) await takeAnswer(deps, tx, applied, checkIn)
  // Taking back what one agreed to, and STOP, end this too.
  if (revoke) await end('revoked')
  if (optOut?.set === 'out') await end('stopped')
}

async function takeWord(deps: FollowUpDeps, tx: Db, applied: FollowUpApplied, word: FollowUpWord): Promise<void> {
  const now = deps.cases.clock().getTime()
  const { conversation } = applied
  if (word.answer === 'end') return await endFollowUps(tx, conversation.id, { reason: 'person', now })
  if (!word.offer) return
  const id = 'id' in word.offer ? word.offer.id : randomUUID()
  if ('officeId' in word.offer) {
    const office = deps.cases.offices.find(word.offer.officeId)
    if (!office) return
    const isStored = await insertFollowUp(tx, {
      id,
      person_id: conversation.personId,
      conversation_id: conversation.id,
      case_id: null,
      office_id: office.id,
      state: 'offered',
      lang: applied.lang,
      country: applied.country,
      channel: conversation.channel,
      months: JSON.stringify(office.followUpMonths ?? []),
      basis: 'person',
      text_version: word.textVersion,
      words_sealed: null,
      steps_sealed: null,
      offered_at: now,
      answered_at: null,
      ended_at: null,
      end_reason: null,
    })
    if (!isStored) return
  }
  const found = await findFollowUpById(tx, id)
  if (!found || found.conversation_id !== conversation.id) return
  const vault = deps.cases.vault.forPerson(conversation.dataKey)
  const steps = await openSteps(tx, deps.cases.vault, conversation, found.case_id)
  const isTaken = await changeFollowUp(tx, id, ['offered'], {
    state: word.answer === 'yes' ? 'agreed' : 'refused',
    lang: applied.lang,
    // What was read is what was agreed to: the wording of the offer, also where a newer one is said today.
    text_version: found.text_version,
    words_sealed: vault.sealText(word.words, followUpContext('words', id)),
    steps_sealed: steps.length > 0 ? vault.sealText(JSON.stringify(steps), followUpContext('steps', id)) : null,
    answered_at: now,
  })
  if (!isTaken) return
  if (word.answer === 'yes') await planCheckIns(tx, found, now)
  if (found.case_id)
    await insertCaseEvent(tx, {
      caseId: found.case_id,
      at: now,
      kind: word.answer === 'yes' ? 'follow-up-agreed' : 'follow-up-refused',
      staffId: null,
    })
}

async function takeAnswer(deps: FollowUpDeps, tx: Db, applied: FollowUpApplied, word: CheckInWord): Promise<void> {
  const now = deps.cases.clock().getTime()
  const { conversation } = applied
  const row = await findCheckIn(tx, word.id)
  const followUp = row && (await findFollowUpById(tx, row.follow_up_id))
  if (row?.state !== 'asking' || row.question !== word.question || !followUp || row.conversation_id !== conversation.id) return
  const vault = deps.cases.vault.forPerson(conversation.dataKey)
  const told = row.words_sealed ? (JSON.parse(vault.openText(row.words_sealed, followUpContext('answer', row.id))) as object) : {}
  const words = vault.sealText(JSON.stringify({ ...told, [word.question]: word.words }), followUpContext('answer', row.id))
  await changeCheckIn(tx, row.id, ['asking'], {
    ...(word.question === 'how' ? { how: HOW[word.answer as keyof typeof HOW] } : {}),
    ...(word.question === 'step' ? { step_done: word.answer === 'yes' ? 1 : 0 } : {}),
    ...(word.question === 'school' ? { school: word.answer } : {}),
    ...(word.question === 'person' ? { wants_person: word.answer === 'yes' ? 1 : 0 } : {}),
    words_sealed: words,
    question: word.next ?? null,
    ...(word.next ? {} : { state: 'answered' }),
    updated_at: now,
  })
  const count = (measure: string, value: string) => countFollowUp(tx, { ...countedUnder(deps, followUp, row), measure, value })
  if (word.question !== 'school' || (await mayCount(deps, tx, { conversation, followUp }))) await count(word.question, word.answer)
  if (!word.next) await count('ended', 'answered')
  const task = TASKS[`${word.question}:${word.answer}`]
  if (task && followUp.case_id) await tellCaseworker(tx, { followUp, row, kind: task, now })
  if (!word.next && followUp.case_id)
    await insertCaseEvent(tx, {
      caseId: followUp.case_id,
      at: now,
      kind: 'check-in-answered',
      staffId: null,
      details: { month: row.month },
    })
}

/** A task for whoever had the case, by name; where they have left, for the caseworkers of the office. */
async function tellCaseworker(
  tx: Db,
  { followUp, row, kind, now }: { followUp: FollowUpRow; row: CheckInRow; kind: string; now: number },
): Promise<void> {
  const found = followUp.case_id ? await findCase(tx, followUp.case_id) : undefined
  if (!found) return
  const staff = found.assignee_id ? await findStaff(tx, { id: found.assignee_id }) : undefined
  const isThere = staff?.is_active === 1 && staff.office_id === found.office_id
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: isThere ? null : found.office_id,
    role: isThere ? null : 'caseworker',
    staff_id: isThere ? staff.id : null,
    kind,
    case_id: found.id,
    details: JSON.stringify({ number: found.number, month: row.month }),
    at: now,
    seen_at: null,
  })
}

/** Under what a check-in is counted: no person, no day. */
export function countedUnder(deps: FollowUpDeps, followUp: FollowUpRow, row: Pick<CheckInRow, 'month' | 'asked_at'>) {
  const zone = deps.cases.offices.find(followUp.office_id)?.timezone ?? 'UTC'
  const period = localTime(row.asked_at ?? deps.cases.clock().getTime(), zone).date.slice(0, 7)
  return { officeId: followUp.office_id, country: followUp.country ?? '', month: row.month, period }
}
