import { offendingIn } from './answer/gate-answer.ts'
import { withOfficeNotice } from './answer/office-notice.ts'
import { quiet } from './answer/quiet.ts'
import { render } from './answer/render.ts'
import { MAX_SEGMENTS } from './answer/render-sms.ts'
import type { ConversationState } from './conversation/state.ts'
import { dangerHint } from './dialogs/crisis.ts'
import { ratedAnswer, withFeedbackQuestion } from './dialogs/feedback.ts'
import { withFollowUpOffer } from './dialogs/follow-up.ts'
import { type Draft, say as lineOf } from './draft.ts'
import type { AttachmentKind, Reply } from './message.ts'
import type { Ports } from './ports.ts'
import { withPreparationLine } from './preparation/offer.ts'
import { languageChangedLine } from './stages/read-message.ts'
import type { BotEvent, Outcome } from './turn.ts'
import { COUNTRIES, PHASES } from './vocabulary.ts'

const HISTORY = 3
const SHUT: ReadonlySet<AttachmentKind> = new Set(['image', 'video', 'document'])
/** Of what we last said, enough to know a list of choices or the matter. */
const LAST_CHARS = 300

/** From the decision to the outcome: words into the channel's form, memory brought up to date. */
export function finish(draft: Draft, ports: Ports): Outcome {
  const { decision, lang, reading, state, turn } = draft
  const said = decision?.say ?? []
  const say = state.discreet && said.length > 0 ? quiet(said, lang, ports) : said
  const isSwitch = draft.events.some((event) => event.kind === 'language-changed') && say.length > 0
  const spoken = isSwitch ? [languageChangedLine(lang, ports), ...say] : say
  const composed = render(spoken, lang, turn.capabilities, ports)
  const offending = offendingIn(composed, spoken)
  const isStopped = offending.length > 0
  const { replies: own, rest } = isStopped ? render(instead(draft, ports), lang, turn.capabilities, ports) : composed
  const answered = isStopped ? own : withOfficeNotice(withAside(own, aside(draft, ports), draft, ports), draft, ports)
  const offered = isStopped || draft.preparationWaits ? undefined : withFollowUpOffer(answered, draft, ports)
  const hint = dangerHint(draft, ports)
  const rated = isStopped || offered || hint || draft.preparationWaits ? undefined : ratedAnswer(draft)
  const asking = rated && withFeedbackQuestion(answered, draft, ports)
  const lined = isStopped || asking || offered ? undefined : withPreparationLine(answered, draft, ports, roomOf(draft, ports))
  const offering = offered && render([offered.line], lang, turn.capabilities, ports).replies
  const withOffers = asking ?? lined?.replies ?? [...answered, ...(offering ?? [])]
  // A message of its own: no answer is so long that the number to call would find no room.
  const replies = hint ? [...render([lineOf(hint.text)], lang, turn.capabilities, ports).replies, ...withOffers] : withOffers
  const isMore = decision?.route === 'command' && state.rest.length > 0 && replies.length > 0
  const last = answered
    .map((reply) => reply.text)
    .join('\n')
    .slice(0, LAST_CHARS)
  const country = COUNTRIES.find((c) => c === reading?.country) ?? state.country ?? null
  return {
    route: decision?.route ?? 'out',
    lang,
    country,
    phase: PHASES.find((p) => p === reading?.phase) ?? state.phase ?? null,
    profiles: state.profiles,
    topics: decision?.topics ?? [],
    answers: isStopped ? [] : (decision?.answers ?? []),
    replies,
    silence: decision?.silence,
    state: {
      ...state,
      rest: rest.length > 0 ? [...rest] : isMore ? state.rest : decision?.route === 'smalltalk' ? state.rest : [],
      history: draft.text === '' ? state.history : [...state.history, draft.text.slice(0, 500)].slice(-HISTORY),
      ...(last === '' ? {} : { assistantLast: last }),
      ...(offered ? { pending: offered.pending } : {}),
      ...(asking && rated && turn.today ? { feedback: { askedOn: turn.today, open: rated } } : {}),
      ...(lined?.offeredOn ? { preparing: { isCounted: false, ...state.preparing, offeredOn: lined.offeredOn } } : {}),
      ...(lined?.open ? { pending: lined.open } : {}),
      ...(hint?.hinted ? { hinted: hint.hinted } : {}),
      ...(turn.today ? { counted: counted(draft, turn.today) } : {}),
    },
    events: [...draft.events, ...(decision?.events ?? []), ...(isStopped ? [stopped(decision?.answers?.[0]?.card, offending.length)] : [])],
    effects: decision?.effects ?? {},
  }
}

/** Topics that this person is counted for today: each once. */
function counted({ decision, state }: Draft, today: string): ConversationState['counted'] {
  const before = state.counted?.day === today ? state.counted.topics : []
  const [topic] = decision?.topics ?? []
  return { day: today, topics: topic ? [...new Set([...before, topic])] : before }
}

/**
 * What a person should know about what they sent: how their voice note was understood, and that pictures and files stay shut.
 * After the content gate, because a person may say numbers that no card has; never before words in danger, or to a watched phone.
 */
function aside({ decision, entry, heard, lang, state, text, turn }: Draft, ports: Ports): string[] {
  if (!decision || decision.say.length === 0 || decision.route === 'crisis' || state.discreet) return []
  const isShut = text !== '' && turn.message.attachments.some((kind) => SHUT.has(kind))
  return [
    ...(text === '' || decision.route === 'command' ? [] : entryLine(entry, lang, ports)),
    ...(heard === undefined ? [] : [ports.text(lang, 'voice.heard', { words: heard })]),
    ...(isShut ? [ports.text(lang, 'input.kept_shut')] : []),
  ]
}

/** Who came by a code and asked at once is answered, and greeted in one line. */
function entryLine(entry: Draft['entry'], lang: Draft['lang'], ports: Ports): string[] {
  if (entry?.kind === 'met') return [ports.text(lang, 'entry.note', { office: entry.name })]
  return entry?.kind === 'forgotten' ? [ports.text(lang, 'entry.forgotten_note')] : []
}

/** Stands first in the first message, where there is room: an answer is not cut for it. */
function withAside(replies: readonly Reply[], said: readonly string[], { turn }: Draft, ports: Ports): readonly Reply[] {
  const [first, ...others] = replies
  if (!first || said.length === 0) return replies
  const text = `${said.join('\n')}\n\n${first.text}`
  return roomOf({ turn }, ports)(text) ? [{ ...first, text }, ...others] : replies
}

/** Whether a text still is one message of the channel. */
function roomOf({ turn }: Pick<Draft, 'turn'>, ports: Ports): (text: string) => boolean {
  const { costsPerSegment, maxBodyChars } = turn.capabilities
  return (text) => text.length <= maxBodyChars && (!costsPerSegment || ports.fitSegments(text).segments <= MAX_SEGMENTS)
}

/** What is said in place of an answer that the content gate stopped. */
function instead(draft: Draft, ports: Ports) {
  return [lineOf(ports.safety.conduct('gate-stopped', draft.lang))]
}

function stopped(card: string | undefined, offending: number): BotEvent {
  return { kind: 'content-gate', details: { card: card ?? 'none', offending } }
}
