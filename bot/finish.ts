import { offendingIn } from './answer/gate-answer.ts'
import { quiet } from './answer/quiet.ts'
import { render } from './answer/render.ts'
import { type Draft, say as line } from './draft.ts'
import type { Ports } from './ports.ts'
import { languageChangedLine } from './stages/read-message.ts'
import type { BotEvent, Outcome } from './turn.ts'
import { COUNTRIES, PHASES } from './vocabulary.ts'

const HISTORY = 3
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
  const { replies, rest } = isStopped ? render(instead(draft, ports), lang, turn.capabilities, ports) : composed
  const isMore = decision?.route === 'command' && state.rest.length > 0 && replies.length > 0
  const last = replies
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
    },
    events: [...draft.events, ...(decision?.events ?? []), ...(isStopped ? [stopped(decision?.answers?.[0]?.card, offending.length)] : [])],
    effects: decision?.effects ?? {},
  }
}

/** What is said in place of an answer that the content gate stopped. */
function instead(draft: Draft, ports: Ports) {
  return [line(ports.safety.conduct('gate-stopped', draft.lang))]
}

function stopped(card: string | undefined, offending: number): BotEvent {
  return { kind: 'content-gate', details: { card: card ?? 'none', offending } }
}
