import type { ConversationState } from '../conversation/state.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Turn } from '../turn.ts'

/** A person in distress writes in pieces, ten a minute perhaps; nobody writes this many. */
const MOST_IN_A_MINUTE = 15
const MOST_IN_AN_HOUR = 120
const NOT_COUNTED = { inMinute: 0, inHour: 0 }

/** More than a person writes. */
function isFlood({ inMinute, inHour }: NonNullable<Turn['recent']>): boolean {
  return inMinute > MOST_IN_A_MINUTE || inHour > MOST_IN_AN_HOUR
}

/**
 * Whether a voice note is listened to: writing it down costs seconds of a processor, so a flood of notes is stemmed before, not after.
 * After danger somebody may speak in many short notes: only what no person could say in an hour is left unheard.
 */
export function mayHear(recent: NonNullable<Turn['recent']>, state: ConversationState): boolean {
  return state.crisis ? recent.inHour <= MOST_IN_AN_HOUR : !isFlood(recent)
}

/**
 * More messages than a person can write: told once, kindly, then silence until they are fewer again. Every message is kept, and staff
 * see them. Stands after commands and after both looks for danger, which are never silenced.
 */
export function stemFlood(draft: Draft, ports: Ports): Draft {
  const { recent = NOT_COUNTED } = draft.turn
  if (!isFlood(recent)) return draft.state.floodTold ? { ...draft, state: { ...draft.state, floodTold: false } } : draft
  const events = [{ kind: 'flood', details: { inMinute: recent.inMinute, inHour: recent.inHour } }]
  if (draft.state.floodTold) return decide(draft, { route: 'out', say: [], silence: 'flood' })
  return decide(draft, { route: 'out', say: [say(ports.safety.conduct('flood', draft.lang))], events }, { floodTold: true })
}

/** The same for what has no words: there is no danger to read in it. */
export function stemWordlessFlood(draft: Draft, ports: Ports): Draft {
  return draft.text === '' ? stemFlood(draft, ports) : draft
}
