import type { OfficeNotice } from '../case.ts'
import { officeOf } from '../dialogs/person.ts'
import type { Draft } from '../draft.ts'
import type { Reply } from '../message.ts'
import type { Ports } from '../ports.ts'
import type { Topic } from '../vocabulary.ts'
import { dateWords } from './dates.ts'
import { MAX_SEGMENTS } from './render-sms.ts'

/** What people go to their consulate for: an answer about it sends them there. */
const CONSULAR: ReadonlySet<Topic> = new Set<Topic>([
  'consular-help',
  'passport',
  'id-card',
  'birth-certificate',
  'children-registration',
  'civic-rights',
  'criminal-record',
  'repatriation-proof',
])

/**
 * The replies with the notice of the day of the office that they are about: the one that a hand-off is asked for or that has the
 * case, or the person's consulate under an answer that leads to it. In its own words and after the content gate; before the answer,
 * so that nobody sets out for a shut door. Never before words in danger, nor to a watched phone.
 */
export function withOfficeNotice(replies: readonly Reply[], draft: Draft, ports: Ports): readonly Reply[] {
  const [first, ...others] = replies
  const notice = first && noticeFor(draft, ports)
  if (!first || !notice) return replies
  const { lang, turn } = draft
  const told = ports.text(lang, notice.closes ? 'office.notice_closed' : 'office.notice', {
    office: notice.officeName,
    date: dateWords(notice.until, lang, ports) ?? notice.until,
    text: notice.text,
  })
  const { costsPerSegment, maxBodyChars } = turn.capabilities
  const text = `${told}\n\n${first.text}`
  const hasRoom = text.length <= maxBodyChars && (!costsPerSegment || ports.fitSegments(text).segments <= MAX_SEGMENTS)
  // No answer is cut for it: without room it goes in a message of its own.
  return hasRoom ? [{ ...first, text }, ...others] : [{ text: told, choices: [], kind: 'notice' }, ...replies]
}

function noticeFor(draft: Draft, ports: Ports): OfficeNotice | undefined {
  const { decision, lang, state, turn } = draft
  if (!decision || decision.route === 'crisis' || state.crisis || state.discreet) return undefined
  const { consent } = state
  // Once with the question: not again with each part that is struck.
  if (consent) return consent.officeId === turn.state.consent?.officeId ? undefined : ports.noticeOf?.(consent.officeId, lang)
  // "How is my case?": it is not looked at while the office is shut.
  const own = decision.route === 'handoff' && turn.case && turn.case.stage !== 'closed' ? turn.case : undefined
  if (own) return ports.noticeOf?.(own.officeId, lang)
  const topic = decision.route === 'answer' ? decision.topics?.[0] : undefined
  if (topic === undefined || !CONSULAR.has(topic)) return undefined
  const office = officeOf(draft, ports, topic)
  const notice = office && ports.noticeOf?.(office.id, lang)
  return notice?.isConsulate ? notice : undefined
}
