import { randomUUID } from 'node:crypto'
import { FOLLOW_UP_TEXT_VERSION, type Lang } from '../../bot/index.ts'
import { openQuestion } from '../conversations/index.ts'
import { type CaseRow, type Db, findConsent, findConversation, insertFollowUp } from '../store/index.ts'
import type { CaseDeps } from './deps.ts'

/** Outcomes after which nobody is asked how they are. */
const NOT_AFTER: ReadonlySet<string> = new Set(['not-needed', 'no-answer'])

/**
 * At the end of a case that somebody agreed to, they may be asked later how they are: offered in the same message, and the next yes or no
 * is the word on it. Not to a child alone and not where danger was the whole matter: those agreed to nothing.
 * @returns the sentence; undefined when nothing is offered
 */
export async function offerFollowUp(deps: CaseDeps, tx: Db, found: CaseRow, outcome: string): Promise<string | undefined> {
  const now = deps.clock().getTime()
  const office = deps.offices.find(found.office_id)
  const months = office?.followUpMonths ?? []
  const consent = await findConsent(tx, found.id, found.office_id, now)
  const conversation = await findConversation(tx, found.conversation_id)
  if (!office || months.length === 0 || !consent || !conversation || NOT_AFTER.has(outcome)) return undefined
  const isOffered = await insertFollowUp(tx, {
    id: randomUUID(),
    person_id: found.person_id,
    conversation_id: found.conversation_id,
    case_id: found.id,
    office_id: office.id,
    state: 'offered',
    lang: found.lang,
    country: found.country,
    channel: conversation.channel,
    months: JSON.stringify(months),
    basis: consent.basis,
    text_version: FOLLOW_UP_TEXT_VERSION,
    words_sealed: null,
    steps_sealed: null,
    offered_at: now,
    answered_at: null,
    ended_at: null,
    end_reason: null,
  })
  if (!isOffered) return undefined
  const lang = found.lang as Lang
  const choices = (['yes', 'no'] as const).map((answer) => ({
    id: `follow-up:${answer}`,
    title: deps.text(lang, `person.${answer}`),
    action: answer,
  }))
  await openQuestion(deps.vault, tx, { conversation, pending: { kind: 'follow-up', choices, about: '' }, now })
  return deps.text(lang, 'follow_up.offer', { office: office.name, months: months.join(', ') })
}
