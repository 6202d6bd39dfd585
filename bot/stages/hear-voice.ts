import type { Pending, PendingChoice } from '../conversation/state.ts'
import { chooseFrom } from '../dialogs/choose.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { cleanText } from './clean-text.ts'

/** What is shown of a long note: enough to know whether it was heard right. */
const SHOWN_CHARS = 300

/**
 * A voice note that could be understood is read as if it had been written. One that was heard unsurely is shown first and
 * answered after a yes; only danger is answered at once, because a wrong number too many is better than one too few.
 */
export function hearVoice(draft: Draft, ports: Ports): Draft {
  const { state, turn } = draft
  if (state.pending?.kind === 'voice') return confirm(draft, state.pending, ports)
  const { voice } = turn.message
  if (draft.text !== '' || voice?.heard !== 'words') return draft
  const heard = cleanText(voice.text)
  if (voice.isSure || ports.safety.detectCrisis(heard)) return { ...draft, text: heard, heard: clip(heard) }
  if (turn.status === 'caseworker') return draft
  const choices: PendingChoice[] = [
    { id: 'voice:yes', title: ports.text(draft.lang, 'voice.yes'), action: 'yes' },
    { id: 'voice:no', title: ports.text(draft.lang, 'voice.no'), action: 'no' },
  ]
  return decide(
    draft,
    {
      route: 'clarify',
      say: [say(ports.text(draft.lang, 'voice.confirm', { words: clip(heard) }), 'question', choices)],
      events: [{ kind: 'voice-unsure', details: {} }],
    },
    // The question that was open stays open: the note may be its answer.
    { pending: { kind: 'voice', choices, about: heard }, heldPending: state.pending },
  )
}

/** Yes: the note is the message. No: it is asked for again. Anything else is a message of its own. */
function confirm(draft: Draft, pending: Pending, ports: Ports): Draft {
  const command = ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang })
  const choice = chooseFrom(pending.choices, { text: draft.text, choiceId: draft.turn.message.choiceId, command })
  const state = { ...draft.state, pending: draft.state.heldPending, heldPending: undefined }
  if (choice?.action === 'yes') return { ...draft, text: pending.about, state }
  if (choice?.action === 'no')
    return { ...decide(draft, { route: 'clarify', say: [say(ports.text(draft.lang, 'voice.again'), 'question')] }), state }
  return hearVoice({ ...draft, state }, ports)
}

function clip(text: string): string {
  return text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS - 3)}...`
}
