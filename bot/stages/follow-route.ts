import { caseStatus } from '../dialogs/case-status.ts'
import { runCommand, showMenu } from '../dialogs/commands.ts'
import { menuChoices } from '../dialogs/menu.ts'
import { askConsent } from '../dialogs/person.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { routeOf } from './route-of.ts'

const MAX_OUT_IN_ROW = 3

/** What the whole message is for, as read: greeting, keyword in free words, a wish for a person, outside. Answers and questions come after. */
export function followRoute(draft: Draft, ports: Ports): Draft {
  switch (routeOf(draft)) {
    case 'smalltalk':
      return smalltalk(draft, ports)
    case 'command': {
      const match = ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang })
      const done = match ? runCommand(match, draft, ports) : draft
      return done.decision ? done : showMenu(draft, ports)
    }
    case 'handoff':
      return hasOpenCase(draft) ? caseStatus(draft, ports) : askConsent(draft, ports, { reason: 'asked', priority: 'normal' })
    case 'out':
      return outside(draft, ports)
    default:
      return draft
  }
}

function hasOpenCase({ turn, state }: Draft): boolean {
  return turn.case ? turn.case.stage !== 'closed' && turn.case.hasConsent : state.caseNumber !== undefined
}

function smalltalk(draft: Draft, ports: Ports): Draft {
  const { lang, state } = draft
  const isFirst = state.turns <= 1
  const key = isFirst
    ? 'greeting'
    : /(adi[oó]s|bye|chao|orevwa|au revoir|tchau|nos vemos|hasta luego)/i.test(draft.text)
      ? 'goodbye'
      : 'thanks'
  const choices = menuChoices(lang, ports)
  const menu = isFirst ? [say(ports.text(lang, 'menu.title'), 'question', choices)] : []
  return decide(
    draft,
    { route: 'smalltalk', say: [say(ports.text(lang, key)), ...menu] },
    isFirst ? { pending: { kind: 'menu', choices, about: '' } } : {},
  )
}

function outside(draft: Draft, ports: Ports): Draft {
  const { lang, state } = draft
  const outInRow = state.outInRow + 1
  const choices = menuChoices(lang, ports)
  const menu = say(ports.text(lang, 'unknown.outside_menu'), 'question', choices)
  const kind = outInRow > MAX_OUT_IN_ROW ? [menu] : [say(ports.text(lang, 'unknown.outside')), menu]
  const unanswered = { reason: 'outside' as const, text: draft.text }
  return decide(draft, { route: 'out', say: kind, effects: { unanswered } }, { outInRow, pending: { kind: 'menu', choices, about: '' } })
}
