import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Reading } from '../understanding/index.ts'

/** After so many refusals in a row there is only the menu. */
const MAX_REFUSALS = 3
/** Near enough to the best topic that a card of it is among those that are found. */
const JUST_BEHIND = 0.9

/** Injection, insults, other people's data, illegal help: one kind, fixed sentence; no engagement. */
export function refuseAbuse(draft: Draft, ports: Ports): Draft {
  const abuse = ports.safety.checkAbuse(draft.text)
  if (abuse?.kind === 'scam-described') return warnOfFraud(draft)
  if (!abuse) return draft
  const outInRow = draft.state.outInRow + 1
  if (outInRow > MAX_REFUSALS) {
    const choices = menuChoices(draft.lang, ports)
    return decide(
      draft,
      { route: 'out', say: [say(ports.text(draft.lang, 'unknown.outside_menu'), 'question', choices)] },
      { outInRow, pending: { kind: 'menu', choices, about: '' } },
    )
  }
  return decide(
    draft,
    { route: 'out', say: [say(ports.safety.conduct(abuse.kind, draft.lang))], events: [{ kind: 'abuse', details: { kind: abuse.kind } }] },
    { outInRow },
  )
}

/**
 * A message that sounds like a known scam: the warning is told with whatever else it is about, the likelier first. The rules alone do
 * not put it first: "me cobran 500 por la partida" has the same words and may be the fee.
 */
function warnOfFraud(draft: Draft): Draft {
  const { reading } = draft
  const top = reading?.topics[0]
  if (!reading || !top) return draft
  const others = reading.topics.filter(({ topic }) => topic !== 'fraud')
  const warning = {
    topic: 'fraud' as const,
    p: Math.max(top.p * JUST_BEHIND, reading.topics.find(({ topic }) => topic === 'fraud')?.p ?? 0),
  }
  const isFirst = top.topic === 'fraud'
  return {
    ...draft,
    reading: {
      ...reading,
      topics: isFirst ? [warning, ...others] : [...others.slice(0, 1), warning, ...others.slice(1)],
      needs: isFirst ? reading.needs : [top.topic, 'fraud'],
      routes: isUnsure(reading) ? [{ route: 'answer', p: 1 }] : reading.routes,
    },
    events: [...draft.events, { kind: 'abuse', details: { kind: 'scam-described' } }],
  }
}

/** Told as outside or asked back, a person would go on with the swindler. */
function isUnsure(reading: Reading): boolean {
  const [best] = reading.routes
  return best?.route === 'out' || best?.route === 'clarify' || best?.route === 'answer'
}
