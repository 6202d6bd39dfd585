import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES, CRISIS_KINDS } from '../vocabulary.ts'
import { routeOf } from './route-of.ts'

/** An ordinary question is believed to be one from here on. */
const QUESTION_SURE = 0.3

/**
 * After danger there is no menu, no quiz and no cheer until the person asks an ordinary question: the number stays, in few words.
 * The offer of a person is not made again: it stood in the crisis text and was repeated once (continue-dialog.ts), or was declined.
 * The question itself is answered, and never with a question back.
 */
export function holdCrisis(draft: Draft, ports: Ports): Draft {
  const { crisis, here, country } = draft.state
  if (!crisis) return draft
  const route = routeOf(draft)
  if (route === 'handoff' || route === 'command') return draft
  if (route === 'answer' && (draft.reading?.topics[0]?.p ?? 0) >= QUESTION_SURE)
    return { ...draft, state: { ...draft.state, crisis: undefined, askedInRow: 1 } }
  const kind = CRISIS_KINDS.find((known) => known === crisis.kind) ?? 'violence'
  const where = here ?? COUNTRIES.find((c) => c === country) ?? draft.turn.regionHint
  const [number] = ports.safety.crisisReply(kind, where, draft.lang).numbers
  const text = number ? ports.text(draft.lang, 'person.still', { number }) : ports.text(draft.lang, 'person.here')
  return decide(draft, { route: 'crisis', say: [say(text, 'crisis')], topics: ['crisis-line'] })
}
