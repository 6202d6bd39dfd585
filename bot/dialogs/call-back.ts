import { type Decision, type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'
import { caseStatus } from './case-status.ts'
import { buildPacket } from './packet.ts'
import { askConsent, handOver, nobody, numberOf, officeOf } from './person.ts'

/** "LLAMAME", "RELE M": who has no credit gives a missed call, and is called back. */
export function askCallBack(draft: Draft, ports: Ports): Draft {
  const { turn, lang } = draft
  if (turn.case && turn.case.stage !== 'closed' && turn.case.hasConsent) return caseStatus(draft, ports)
  if (turn.phone !== undefined || draft.state.profiles.includes('unaccompanied-child')) return requestCall(draft, ports, turn.phone)
  return decide(
    draft,
    { route: 'handoff', say: [say(ports.text(lang, 'call.ask_number'), 'question')], topics: ['talk-to-person'] },
    { pending: { kind: 'call-number', choices: [], about: '' } },
  )
}

const NUMBER = /(?:\+|00)?\d[\d ().-]{6,20}\d/
const SHORTEST = 8
const LONGEST = 15

/** The number that was asked for; undefined: the message is something else. */
export function answerCallNumber(draft: Draft, ports: Ports, command: CommandMatch | undefined): Draft {
  const without = { ...draft, state: { ...draft.state, pending: undefined } }
  const t = (key: string) => ports.text(draft.lang, key)
  if (command?.command === 'no') return decide(without, { route: 'handoff', say: [say(t('call.left'))], topics: ['talk-to-person'] })
  const written = NUMBER.exec(draft.text)?.[0] ?? ''
  const digits = written.replace(/\D/g, '').replace(/^00/, '')
  if (digits.length >= SHORTEST && digits.length <= LONGEST) return requestCall(without, ports, `+${digits}`)
  if (/\p{L}{3}/u.test(draft.text)) return without
  return decide(draft, { route: 'handoff', say: [say(t('call.bad_number'), 'question')], topics: ['talk-to-person'] })
}

/**
 * The request stands in the queue at once, with no word of the person in it: not even the number. That is asked for in the same
 * breath, and opened by their yes.
 */
function requestCall(draft: Draft, ports: Ports, phone: string | undefined): Draft {
  const request = { reason: 'call-back', priority: 'normal' as const, ...(phone ? { phone } : {}) }
  // No consent from a child alone: an adult first, or the child-protection officer.
  if (draft.state.profiles.includes('unaccompanied-child')) return askConsent(draft, ports, request)
  const topic = draft.state.lastTopics[0]
  const office = officeOf(draft, ports, topic)
  if (!office) return nobody(draft, ports, request)
  const number = numberOf(draft)
  const packet = buildPacket(draft, ports, phone)
  const taken = handOver(draft, ports, {
    handoff: { reason: 'call-back', priority: 'normal', topic, officeId: office.id, number, packet, consent: undefined },
    office,
    said: ports.text(draft.lang, 'call.noted', { number }),
  })
  const { say: first, effects, events } = taken.decision as Decision
  const asked = askConsent({ ...taken, state: { ...taken.state, consent: undefined } }, ports, { ...request, first })
  const decision = asked.decision as Decision
  return { ...asked, decision: { ...decision, ...(effects ? { effects } : {}), events: [...(events ?? []), ...(decision.events ?? [])] } }
}
