import { CONSENT_TEXT_VERSION } from '../case.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'
import { struckNumbers } from './case-words.ts'
import { packetLines } from './packet.ts'

/** What is said after a yes, by what was asked. */
const YES = { referral: 'case.referral_yes', view: 'case.share_yes', handover: 'case.handover_yes' } as const

/**
 * A caseworker wants to bring in another organisation, to let another office look on, or to hand the case over, and the person is
 * answering: a new consent, with parts of its own. Anything but yes, no or a part struck is for the caseworker.
 */
export function answerReferral(draft: Draft, ports: Ports, command: CommandMatch | undefined): Draft {
  const asked = draft.turn.case?.asked
  // A button was of another question: here one answers in words.
  if (!asked || draft.turn.message.choiceId !== undefined) return draft
  const { lang, state } = draft
  const struck = new Set(state.struck)
  const shown = asked.parts.filter((part) => !struck.has(part.key))
  const office = asked.office.name
  const numbers = struckNumbers(draft.text, ports)
  if (numbers) {
    const keys = numbers.flatMap((n) => shown[n - 1]?.key ?? [])
    const left = shown.filter((part) => !keys.includes(part.key))
    const lines = left.length > 0 ? packetLines(left) : [ports.text(lang, 'consent.nothing_left')]
    const text = [ports.text(lang, 'consent.changed', { office }), ...lines, ports.text(lang, 'consent.ask')].join('\n')
    return decide(draft, { route: 'handoff', say: [say(text, 'question')], topics: ['talk-to-person'] }, { struck: [...struck, ...keys] })
  }
  if (command?.command !== 'yes' && command?.command !== 'no') return draft
  const isYes = command.command === 'yes'
  const consent = isYes
    ? {
        basis: 'person' as const,
        textVersion: CONSENT_TEXT_VERSION,
        words: draft.text.slice(0, 200),
        untilMs: asked.office.consentUntil.ms,
      }
    : undefined
  return decide(
    draft,
    {
      route: 'handoff',
      say: [say(ports.text(lang, isYes ? YES[asked.kind] : 'case.referral_no', namesOf(draft)), 'confirmation')],
      topics: ['talk-to-person'],
      effects: { referral: { kind: asked.kind, id: asked.id, answer: isYes ? 'yes' : 'no', packet: shown, consent } },
      events: [{ kind: isYes ? 'consent-given' : 'consent-refused', details: { office: asked.office.id, scope: asked.kind } }],
    },
    { struck: [] },
  )
}

/** The office that was asked about, and who the person knows already. */
function namesOf({ turn }: Draft): Record<string, string> {
  const known = turn.case
  const first = known?.first ?? { name: known?.caseworker ?? '', office: known?.officeName ?? '' }
  return { office: known?.asked?.office.name ?? '', number: known?.number ?? '', name: first.name, from: first.office }
}
