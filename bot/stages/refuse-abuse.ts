import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** After so many refusals in a row there is only the menu. */
const MAX_REFUSALS = 3

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

/** A known scam is told: the fraud card comes first, then what the message is about besides. */
function warnOfFraud(draft: Draft): Draft {
  const { reading } = draft
  if (!reading) return draft
  const others = reading.topics.filter(({ topic }) => topic !== 'fraud')
  const own = reading.topics.find(({ topic }) => topic === 'fraud')?.p ?? 0
  const p = Math.max(own, others[0]?.p ?? 0)
  const second = others[0] && others[0].p > own ? [others[0].topic] : []
  return {
    ...draft,
    reading: {
      ...reading,
      topics: [{ topic: 'fraud', p }, ...others],
      needs: ['fraud', ...second],
      routes: [
        { route: 'answer', p: 1 },
        ...reading.routes.filter(({ route }) => route !== 'answer').map(({ route }) => ({ route, p: 0 })),
      ],
    },
    events: [...draft.events, { kind: 'abuse', details: { kind: 'scam-described' } }],
  }
}
