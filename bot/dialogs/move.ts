import type { PendingChoice } from '../conversation/state.ts'
import { type Draft, decide, say } from '../draft.ts'
import { type MoveEffect, readMoveCode, shownMoveCode } from '../move.ts'
import type { Ports } from '../ports.ts'
import { chooseFrom } from './choose.ts'
import { saysPhrase } from './said.ts'

/**
 * Another phone: the old one asks for a code, the new one types it and confirms once. A right of the person, also while a caseworker
 * answers; nobody else can ask for it.
 */
export function movePhone(draft: Draft, ports: Ports): Draft {
  const { move } = draft.turn
  if (!move) return draft
  const { pending } = draft.state
  if (pending?.kind === 'move') {
    const confirmed = confirmMove(draft, ports)
    if (confirmed.decision) return confirmed
  }
  if (saysPhrase('move.words.ask', draft.text, ports)) return giveCode(draft, ports)
  const code = readMoveCode(draft.text)
  if (!code || !move.typed) return draft
  if (move.typed === 'valid') return askToMove(draft, ports, code)
  return tell(draft, ports, move.typed.replace('-', '_'), move.typed === 'wrong' ? { kind: 'wrong' } : undefined)
}

function giveCode(draft: Draft, ports: Ports): Draft {
  const code = draft.turn.move?.newCode
  if (!code) return tell(draft, ports, 'too_many')
  return tell(draft, ports, 'code', { kind: 'code', code }, { code: shownMoveCode(code) })
}

function askToMove(draft: Draft, ports: Ports, code: string): Draft {
  const choices: PendingChoice[] = (['yes', 'no'] as const).map((answer) => ({
    id: `move:${answer}`,
    title: ports.text(draft.lang, `person.${answer}`),
    action: answer,
  }))
  return decide(
    draft,
    { route: 'command', say: [say(ports.text(draft.lang, 'move.confirm'), 'question', choices)] },
    { pending: { kind: 'move', choices, about: code } },
  )
}

/** Only a clear yes moves it; anything else is a message like any other, and nothing has changed. */
function confirmMove(draft: Draft, ports: Ports): Draft {
  const { pending } = draft.state
  const command = ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang })
  const choice = pending && chooseFrom(pending.choices, { text: draft.text, choiceId: draft.turn.message.choiceId, command })
  if (!pending || !choice) return draft
  if (choice.action !== 'yes') return tell(draft, ports, 'refused')
  if (draft.turn.move?.typed !== 'valid') return tell(draft, ports, 'wrong')
  return tell(draft, ports, 'done', { kind: 'move', code: pending.about })
}

function tell(draft: Draft, ports: Ports, key: string, move?: MoveEffect, params: Record<string, string> = {}): Draft {
  return decide(
    draft,
    {
      route: 'command',
      say: [say(ports.text(draft.lang, `move.${key}`, params), 'confirmation')],
      ...(move ? { effects: { move }, events: [{ kind: `phone-${move.kind}`, details: {} }] } : {}),
    },
    { pending: undefined },
  )
}
