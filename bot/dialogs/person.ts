import { dateWords } from '../answer/dates.ts'
import { CONSENT_TEXT_VERSION, type ConsentGiven, type OfficeView, type PacketPart } from '../case.ts'
import type { ConversationState, PendingChoice } from '../conversation/state.ts'
import { type Decision, type Draft, decide, say, type Utterance } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Handoff } from '../turn.ts'
import { COUNTRIES, type Lang, type Topic } from '../vocabulary.ts'
import { caseStatus } from './case-status.ts'
import { barePacket, buildPacket, packetLines } from './packet.ts'

export interface PersonRequest {
  readonly reason: string
  readonly priority: 'normal' | 'urgent'
  /** Who says yes: the person, or the adult who cares for a child. */
  readonly basis?: 'person' | 'guardian'
  /** The office that is asked for first: it knows the person. */
  readonly preferred?: string
  /** The number to call, where a call was asked for. */
  readonly phone?: string
  /** What goes instead of the talk, and to whom: a profile that was filled in for it. */
  readonly sends?: { readonly parts: readonly PacketPart[]; readonly office: OfficeView | undefined }
  /** Said before the question. */
  readonly first?: readonly Utterance[]
}

type Asking = NonNullable<ConversationState['consent']>

/**
 * Asks whether a person may take over: shows the exact packet, with whom, for what, until when, and that no is fine.
 * Nothing is shared before the yes. A child alone is asked for an adult first.
 */
export function askConsent(draft: Draft, ports: Ports, request: PersonRequest, topics: readonly Topic[] = []): Draft {
  const { state, turn } = draft
  const { sends } = request
  if (!sends && turn.case && turn.case.stage !== 'closed' && turn.case.hasConsent) return caseStatus(draft, ports)
  if (state.profiles.includes('unaccompanied-child') && request.basis !== 'guardian') return askForAdult(draft, ports, request)
  const topic = topics[0] ?? (sends ? 'reception' : state.lastTopics[0])
  const office = sends ? sends.office : officeOf(draft, ports, topic, request.preferred)
  if (!office) return nobody(draft, ports, request)
  const asking: Asking = {
    officeId: office.id,
    officeName: office.name,
    untilMs: office.consentUntil.ms,
    untilDate: office.consentUntil.date,
    reason: request.reason,
    priority: request.priority,
    basis: request.basis ?? 'person',
    ...(topic ? { topic } : {}),
    parts: sends ? [...sends.parts] : buildPacket(draft, ports, request.reason === 'call-back' ? (request.phone ?? turn.phone) : undefined),
    asked: 1,
  }
  return showPacket(draft, ports, { asking, first: request.first ?? [], form: 'whole' })
}

/** The question with the packet, whole or (after a part was struck) only what changed. */
export function showPacket(
  draft: Draft,
  ports: Ports,
  show: { asking: Asking; first: readonly Utterance[]; form: 'whole' | 'changed' },
): Draft {
  const { lang } = draft
  const { asking } = show
  const t = (key: string, params?: Record<string, string | number>) => ports.text(lang, key, params)
  const office = asking.officeName
  const lines = asking.parts.length > 0 ? packetLines(asking.parts) : [t('consent.nothing_left')]
  const scope = t('consent.scope', { office, date: dateWords(asking.untilDate, lang, ports) ?? asking.untilDate })
  const text =
    show.form === 'whole'
      ? [t('consent.intro', { office }), ...lines, t('consent.later'), scope, t('consent.strike')].join('\n')
      : [t('consent.changed', { office }), ...lines].join('\n')
  const choices: PendingChoice[] = [
    // Named by office and part: a button of an earlier question, still on the screen, agrees to nothing else and strikes nothing else.
    { id: `consent:yes:${asking.officeId}`, title: t('person.yes'), action: 'yes' },
    { id: `consent:no:${asking.officeId}`, title: t('person.no'), action: 'no' },
    ...asking.parts.map((part, i) => ({
      id: `consent:strike:${part.key}`,
      title: t('consent.strike_button', { n: i + 1 }),
      action: `strike:${part.key}`,
    })),
  ]
  const question: Utterance = { type: 'text', text: t('consent.ask'), kind: 'question', choices, choicesAre: 'words' }
  return decide(
    draft,
    {
      route: 'handoff',
      say: [...show.first, say(text, 'question'), question],
      topics: asking.topic ? [asking.topic, 'talk-to-person'] : ['talk-to-person'],
      events: [{ kind: 'consent-asked', details: { office: asking.officeId, parts: asking.parts.length, version: CONSENT_TEXT_VERSION } }],
    },
    { pending: { kind: 'consent', choices, about: '' }, consent: asking },
  )
}

/** The person agreed: the case goes to the office, with what they agreed to, and gets a number to ask by. */
export function acceptConsent(draft: Draft, ports: Ports, asking: Asking): Draft {
  const consent: ConsentGiven = {
    basis: asking.basis,
    textVersion: CONSENT_TEXT_VERSION,
    words: draft.text.slice(0, 200),
    untilMs: asking.untilMs,
  }
  const office = officeOf(draft, ports, asking.topic)
  return handOver(draft, ports, {
    handoff: {
      reason: asking.reason,
      priority: asking.priority,
      topic: asking.topic,
      officeId: asking.officeId,
      number: numberOf(draft),
      packet: asking.parts,
      consent,
    },
    office: office && { ...office, id: asking.officeId, name: asking.officeName },
  })
}

/**
 * Danger, and the person wants somebody: the case stands as urgent at once, with no words of theirs in it; reading those
 * is asked for in the same breath, and does not hold up anything.
 */
export function acceptUrgent(draft: Draft, ports: Ports): Draft {
  const topic = draft.state.lastTopics[0]
  const office = officeOf(draft, ports, 'mental-health')
  if (!office) return nobody(draft, ports, { reason: 'crisis', priority: 'urgent' })
  const parts = buildPacket(draft, ports)
  const taken = handOver(draft, ports, {
    handoff: {
      reason: 'crisis',
      priority: 'urgent',
      topic,
      officeId: office.id,
      number: numberOf(draft),
      packet: parts,
      consent: undefined,
    },
    office,
  })
  const known = taken.decision as Decision
  const asked = askConsent({ ...taken, state: { ...taken.state, consent: undefined } }, ports, {
    reason: 'crisis',
    priority: 'urgent',
    first: known.say,
  })
  const { effects } = known
  return {
    ...asked,
    decision: {
      ...(asked.decision as Decision),
      ...(effects ? { effects } : {}),
      events: [...(known.events ?? []), ...(asked.decision?.events ?? [])],
    },
  }
}

/** No consent from a child alone: an adult who cares for them, or the child-protection officer. */
function askForAdult(draft: Draft, ports: Ports, request: PersonRequest): Draft {
  const t = (key: string) => ports.text(draft.lang, key)
  const choices: PendingChoice[] = [
    { id: 'guardian:yes', title: t('consent.child.with_adult'), action: `yes:${request.priority}:${request.reason}` },
    { id: 'guardian:no', title: t('consent.child.alone'), action: 'no' },
  ]
  return decide(
    draft,
    {
      route: 'handoff',
      say: [...(request.first ?? []), say(t('consent.child.ask'), 'question', choices)],
      topics: ['child-protection', 'talk-to-person'],
    },
    { pending: { kind: 'guardian', choices, about: '' } },
  )
}

/** A child without an adult: the officer is told that a child needs help, with country and language, nothing else. */
export function callChildProtection(draft: Draft, ports: Ports): Draft {
  const office = officeOf(draft, ports, 'child-protection')
  if (!office) return nobody(draft, ports, { reason: 'child', priority: 'urgent' })
  const number = numberOf(draft)
  return decide(
    draft,
    {
      route: 'handoff',
      say: [say(ports.text(draft.lang, 'consent.child.told', { office: office.name, number }), 'confirmation')],
      topics: ['child-protection'],
      effects: {
        handoff: {
          reason: 'child',
          priority: 'urgent',
          topic: 'child-protection',
          officeId: office.id,
          number,
          packet: barePacket(buildPacket(draft, ports)),
          consent: undefined,
        },
      },
    },
    { pending: undefined, consent: undefined, caseNumber: number },
  )
}

interface Handing {
  readonly handoff: Handoff
  /** Instead of the sentence that goes with the priority. */
  readonly said?: string
  readonly office: OfficeView | undefined
}

/** The case goes to its office; the person hears its number, and when somebody answers. */
export function handOver(draft: Draft, ports: Ports, { handoff, office, said }: Handing): Draft {
  const { lang, turn } = draft
  const isKnown = turn.case && turn.case.stage !== 'closed'
  const number = isKnown && turn.case ? turn.case.number : handoff.number
  const t = (key: string, params: Record<string, string | number>) => ports.text(lang, key, params)
  const text =
    said ??
    (handoff.priority === 'urgent'
      ? t('person.urgent_accepted', { number })
      : t('consent.accepted', { number, office: office?.name ?? '' }))
  const when = handoff.priority === 'urgent' || said !== undefined ? [] : [answerTime(office, lang, ports)]
  return decide(
    draft,
    {
      route: 'handoff',
      say: [say([text, ...when].filter((line) => line !== '').join(' '), 'confirmation')],
      topics: handoff.topic ? [handoff.topic, 'talk-to-person'] : ['talk-to-person'],
      effects: { handoff: { ...handoff, number } },
      events: [
        {
          kind: handoff.consent ? 'consent-given' : 'handoff-without-consent',
          details: { reason: handoff.reason, office: handoff.officeId },
        },
      ],
    },
    { pending: undefined, consent: undefined, caseNumber: number },
  )
}

/** When somebody answers: minutes in office hours, the next opening outside them. */
function answerTime(office: OfficeView | undefined, lang: Lang, ports: Ports): string {
  if (!office) return ''
  if (office.isOpen) return ports.text(lang, 'consent.answer_open', { minutes: office.answerMinutes })
  if (!office.opensAt) return ''
  return ports.text(lang, 'consent.answer_closed', {
    date: dateWords(office.opensAt.date, lang, ports) ?? office.opensAt.date,
    time: office.opensAt.time,
  })
}

/** Matters that go to whoever is there for them, whatever code somebody came by. */
const OF_ANY_OFFICE: ReadonlySet<Topic> = new Set(['mental-health', 'child-protection'])

/** Who would take this person's case. */
export function officeOf(
  { reading, state, lang, turn }: Draft,
  ports: Ports,
  topic: Topic | undefined,
  known?: string,
): OfficeView | undefined {
  const country = COUNTRIES.find((c) => c === reading?.country) ?? state.country ?? null
  const preferred = topic !== undefined && OF_ANY_OFFICE.has(topic) ? undefined : (known ?? state.entry?.officeId)
  const here = reading?.here ?? state.here ?? turn.regionHint
  const { livesIn } = state
  return ports.officeFor?.({ country, here, livesIn, phase: state.phase ?? null, topic, lang, ...(preferred ? { preferred } : {}) })
}

/** No office serves this person: says so instead of promising somebody. */
export function nobody(draft: Draft, ports: Ports, request: PersonRequest): Draft {
  const country = draft.state.country ?? null
  const help = ports.generalHelp(country, draft.lang)
  const contact = help
    ? [ports.text(draft.lang, 'unknown.institution', { name: help.name, contact: [help.phone, help.url].filter(Boolean).join(', ') })]
    : []
  return decide(
    draft,
    {
      route: 'handoff',
      say: [...(request.first ?? []), say([ports.text(draft.lang, 'consent.nobody'), ...contact].join(' '))],
      topics: ['talk-to-person'],
    },
    { pending: undefined },
  )
}

/** The number that the world made for a new case; without one (command line) from the turn itself, so that deciding twice gives the same. */
export function numberOf(draft: Draft): string {
  if (draft.turn.case && draft.turn.case.stage !== 'closed') return draft.turn.case.number
  return draft.turn.newCaseNumber ?? draft.state.caseNumber ?? madeNumber(draft)
}

function madeNumber(draft: Draft): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const seed = `${draft.turn.regionHint ?? ''}|${draft.text}|${draft.state.turns}|${draft.state.history.join('|')}`
  let hash = 2166136261
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619) >>> 0
  return Array.from({ length: 6 }, (_, i) => alphabet[(hash >>> (i * 5)) & 31]).join('')
}
