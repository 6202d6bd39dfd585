import type { ConversationState, Pending } from '../conversation/state.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { sendProfile } from '../preparation/show.ts'
import type { CommandMatch } from '../safety/index.ts'
import { struckNumbers } from './case-words.ts'
import { chooseFrom } from './choose.ts'
import { acceptConsent, askConsent, callChildProtection, showPacket } from './person.ts'

/** After so many questions in a row that were not answered, the answer is no. */
const MAX_ASKED = 2

interface Answer {
  readonly pending: Pending
  readonly command: CommandMatch | undefined
}

/** The answer to the consent question: yes, no, a part struck, unclear (asked once more), or something else altogether. */
export function answerConsent(draft: Draft, ports: Ports, { pending, command }: Answer): Draft {
  const asking = draft.state.consent
  if (!asking) return withoutQuestion(draft)
  const { choiceId } = draft.turn.message
  // A button of an earlier question says yes in words as well: it is no answer to this one.
  const isForeign = choiceId !== undefined && !pending.choices.some((choice) => choice.id === choiceId)
  if (isForeign) return askAgain(draft, ports, { asking, pending })
  const action = chooseFrom(pending.choices, {
    text: draft.text,
    choiceId,
    command: command?.command === 'number' ? undefined : command,
  })?.action
  if (action?.startsWith('strike:')) return strike(draft, ports, { asking, keys: [action.slice('strike:'.length)] })
  const numbers = struckNumbers(draft.text, ports)
  if (numbers) return strikeNumbers(draft, ports, { asking, numbers })
  if (action === 'yes') return draft.state.rest.length > 0 ? showRest(draft) : acceptConsent(draft, ports, asking)
  if (action === 'no') return refuse(draft, ports)
  const isOther = draft.reading?.routes[0]?.route === 'answer' && draft.text.length > 12
  if (isOther || (command && command.command !== 'number')) return withoutQuestion(draft)
  return askAgain(draft, ports, { asking, pending })
}

/** Unclear is asked once more, then taken as no. */
function askAgain(draft: Draft, ports: Ports, { asking, pending }: { asking: Asking; pending: Pending }): Draft {
  if (asking.asked >= MAX_ASKED) return refuse(draft, ports)
  const again = { ...asking, asked: asking.asked + 1 }
  const text = say(ports.text(draft.lang, 'person.unclear'), 'question')
  return decide(draft, { route: 'handoff', say: [text], topics: ['talk-to-person'] }, { pending, consent: again })
}

/** Whether an adult is there who cares for the child. */
export function answerGuardian(draft: Draft, ports: Ports, { pending, command }: Answer): Draft {
  const choice = chooseFrom(pending.choices, { text: draft.text, choiceId: draft.turn.message.choiceId, command })
  if (choice?.action === 'no') return callChildProtection(draft, ports)
  if (choice?.action?.startsWith('yes')) {
    const [, priority, reason = 'asked'] = choice.action.split(':')
    const first = [say(ports.text(draft.lang, 'consent.child.adult_reads'))]
    if (reason === 'return') return sendProfile(draft, ports, 'guardian')
    return askConsent(draft, ports, { reason, priority: priority === 'urgent' ? 'urgent' : 'normal', basis: 'guardian', first })
  }
  // A child's unclear answer shares nothing either.
  return withoutQuestion(draft)
}

type Asking = NonNullable<ConversationState['consent']>

function strikeNumbers(draft: Draft, ports: Ports, { asking, numbers }: { asking: Asking; numbers: readonly number[] }): Draft {
  const keys = numbers.flatMap((n) => asking.parts[n - 1]?.key ?? [])
  if (keys.length > 0) return strike(draft, ports, { asking, keys })
  const text = ports.text(draft.lang, 'consent.strike_which', { n: asking.parts.length })
  return decide(draft, { route: 'handoff', say: [say(text, 'question')], topics: ['talk-to-person'] }, { consent: asking })
}

function strike(draft: Draft, ports: Ports, { asking, keys }: { asking: Asking; keys: readonly string[] }): Draft {
  const parts = asking.parts.filter((part) => !keys.includes(part.key))
  return showPacket(draft, ports, { asking: { ...asking, parts, asked: 1 }, first: [], form: 'changed' })
}

/** Nobody agrees to what they have not been shown: a yes before the last page brings the next page. */
function showRest(draft: Draft): Draft {
  const [next = '', ...rest] = draft.state.rest
  return decide(draft, { route: 'command', say: [{ type: 'text', text: next, kind: 'question' }] }, { rest })
}

function refuse(draft: Draft, ports: Ports): Draft {
  const events = [{ kind: 'consent-refused', details: { office: draft.state.consent?.officeId ?? '' } }]
  return decide(
    draft,
    {
      route: 'handoff',
      say: [say(ports.text(draft.lang, 'person.refused'))],
      topics: ['talk-to-person'],
      events,
      // A call that nobody may make is taken back out of the queue.
      ...(draft.state.consent?.reason === 'call-back' ? { effects: { revoke: true as const } } : {}),
    },
    { pending: undefined, consent: undefined },
  )
}

/** The person goes on with something else: no consent was given, and the message is read as any other. */
function withoutQuestion(draft: Draft): Draft {
  return { ...draft, state: { ...draft.state, pending: undefined, consent: undefined } }
}
