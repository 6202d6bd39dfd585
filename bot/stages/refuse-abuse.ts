import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** After so many refusals in a row there is only the menu. */
const MAX_REFUSALS = 3

/** Injection, insults, other people's data, illegal help: one kind, fixed sentence; no engagement. */
export function refuseAbuse(draft: Draft, ports: Ports): Draft {
  const abuse = ports.safety.checkAbuse(draft.text)
  if (!abuse || abuse.kind === 'scam-described') return draft
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
