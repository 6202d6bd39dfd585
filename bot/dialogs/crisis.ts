import type { ConversationState } from '../conversation/state.ts'
import { type Draft, decide } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES, type CrisisKind, type Topic } from '../vocabulary.ts'
import { buildPacket } from './packet.ts'

const TOPIC_OF_KIND: Readonly<Record<CrisisKind, Topic>> = {
  suicide: 'mental-health',
  violence: 'violence-against-women',
  kidnapping: 'insecurity',
  trafficking: 'trafficking',
  child: 'child-protection',
  medical: 'health-care',
  'travel-danger': 'insecurity',
  'return-danger': 'insecurity',
}

/** Where the person most likely is, for the numbers to call; and the country that the matter is about. */
function placeOf({ reading, state, turn }: Draft) {
  const country = COUNTRIES.find((c) => c === (reading?.country ?? state.country))
  return { country, where: reading?.here ?? state.here ?? country ?? turn.regionHint }
}

/** Routes whose answer stands behind the line whom to call; the others say what a person asked for by a word of command. */
const HINTED: ReadonlySet<string> = new Set(['answer', 'clarify', 'handoff', 'out'])

/**
 * Whom to call, to stand before an answer to a message that may say danger but is not met as such: "boss keeps our passports" gets the
 * card it asks for, and the number too. Nothing to a watched phone, nor while danger that was told is still held; once a day for a kind.
 */
export function dangerHint(draft: Draft, ports: Ports): { text: string; hinted: ConversationState['hinted'] } | undefined {
  const { decision, lang, reading, state, turn } = draft
  if (!reading?.danger.isPossible || !decision || !HINTED.has(decision.route) || state.discreet || state.crisis) return undefined
  const { kind } = reading.danger
  if (turn.today && state.hinted?.day === turn.today && state.hinted.kind === kind) return undefined
  const { call } = ports.safety.crisisReply(kind, placeOf(draft).where, lang)
  return { text: ports.text(lang, 'danger.hint', { call }), hinted: turn.today ? { day: turn.today, kind } : undefined }
}

/**
 * The answer to danger: fixed text with the number of the place where the person is, one offer, nothing else.
 * Where: what was said now, else remembered; else the region of the caller's number; else the general text.
 */
export function meetCrisis(draft: Draft, ports: Ports, crisis: { kind: CrisisKind; source: string }): Draft {
  const { reading, state, turn } = draft
  const { country, where } = placeOf(draft)
  const reply = ports.safety.crisisReply(crisis.kind, where, draft.lang)
  const choices = [{ id: 'crisis:yes', title: ports.text(draft.lang, 'person.yes'), action: 'yes:urgent:crisis' }]
  // Nobody is called against the person's will; that there is danger may be seen by a mental-health professional only.
  const office = ports.officeFor?.({
    country: country ?? null,
    here: where,
    livesIn: state.livesIn,
    phase: state.phase ?? null,
    topic: 'mental-health',
    lang: draft.lang,
  })
  const number = turn.newCaseNumber
  const danger = office && number ? { kind: crisis.kind, officeId: office.id, packet: buildPacket(draft, ports), number } : undefined
  return decide(
    draft,
    {
      route: 'crisis',
      say: [{ type: 'text', text: reply.text, kind: 'crisis', quietly: reply.call }],
      topics: ['crisis-line', TOPIC_OF_KIND[crisis.kind] ?? 'insecurity'],
      ...(danger ? { effects: { danger } } : {}),
      events: [{ kind: 'crisis', details: { kind: crisis.kind, source: crisis.source, where: where ?? 'unknown' } }],
    },
    {
      language: draft.lang,
      ...(country ? { country } : {}),
      ...(reading?.here ? { here: reading.here } : {}),
      crisis: { kind: crisis.kind, offers: 1 },
      pending: { kind: 'crisis-offer', choices, about: '' },
      rest: [],
    },
  )
}
