import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** A complaint about this service: asked for in one message, read by a supervisor. */
export function askComplaint(draft: Draft, ports: Ports): Draft {
  const choices = [{ id: 'complaint:no', title: ports.text(draft.lang, 'person.no'), action: 'no' }]
  return decide(
    draft,
    { route: 'command', say: [say(ports.text(draft.lang, 'case.complaint_ask'), 'question')] },
    { pending: { kind: 'complaint', choices, about: '' } },
  )
}

/** The complaint itself, in the person's words. */
export function takeComplaint(draft: Draft, ports: Ports, isNo: boolean): Draft {
  if (isNo) return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'goodbye'))] }, { pending: undefined })
  return decide(
    draft,
    {
      route: 'command',
      say: [say(ports.text(draft.lang, 'case.complaint_done'), 'confirmation')],
      effects: { complaint: { text: draft.text.slice(0, 1500) } },
      events: [{ kind: 'complaint', details: {} }],
    },
    { pending: undefined },
  )
}
