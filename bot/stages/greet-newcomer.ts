import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { entryGreeting } from './meet-entry.ts'

/** Somebody opened a conversation and wrote nothing yet: a first word, once, in the language of their device. */
export function greetNewcomer(draft: Draft, ports: Ports): Draft {
  const { lang, state, turn } = draft
  if (!turn.message.hasJoined) return draft
  if (state.turns > 1 || turn.optedOut) return decide(draft, { route: 'smalltalk', say: [], silence: 'known-newcomer' })
  const choices = menuChoices(lang, ports)
  return decide(
    draft,
    { route: 'smalltalk', say: [say(entryGreeting(draft, ports)), say(ports.text(lang, 'menu.title'), 'question', choices)] },
    { pending: { kind: 'menu', choices, about: '' } },
  )
}
