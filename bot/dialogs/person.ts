import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Topic } from '../vocabulary.ts'

export interface PersonRequest {
  readonly reason: string
  readonly priority: 'normal' | 'urgent'
}

/** Asks whether a person may take over, and shows what that person would see. Nothing is shared before the yes. */
export function askConsent(draft: Draft, ports: Ports, request: PersonRequest, topics: readonly Topic[] = []): Draft {
  const t = (key: string) => ports.text(draft.lang, key)
  const choices = [
    { id: 'consent:yes', title: t('person.yes'), action: `yes:${request.priority}:${request.reason}` },
    { id: 'consent:no', title: t('person.no'), action: 'no' },
  ]
  return decide(
    draft,
    { route: 'handoff', say: [say(t('person.consent'), 'question', choices)], topics: topics.length > 0 ? topics : ['talk-to-person'] },
    { pending: { kind: 'consent', choices, about: draft.text } },
  )
}

/** The person agreed: the conversation waits for a caseworker, and gets a number to ask by. */
export function acceptConsent(draft: Draft, ports: Ports, request: PersonRequest): Draft {
  const number = draft.state.caseNumber ?? caseNumber(draft)
  const key = request.priority === 'urgent' ? 'person.urgent_accepted' : 'person.accepted'
  return decide(
    draft,
    {
      route: 'handoff',
      say: [say(ports.text(draft.lang, key, { number }), 'confirmation')],
      topics: ['talk-to-person'],
      effects: { handoff: { reason: request.reason, priority: request.priority, topic: draft.state.lastTopics[0] } },
      events: [{ kind: 'consent-given', details: { reason: request.reason } }],
    },
    { pending: undefined, caseNumber: number },
  )
}

/** "How is my case?" with what is known of it. */
export function caseStatus(draft: Draft, ports: Ports): Draft {
  const { caseNumber: number } = draft.state
  const text = number ? ports.text(draft.lang, 'person.status', { number }) : ports.text(draft.lang, 'person.status_none')
  const offer = number ? [] : [say(ports.text(draft.lang, 'unknown.person'))]
  return decide(draft, { route: 'handoff', say: [say(text, 'notice'), ...offer], topics: ['talk-to-person'] })
}

/** Short, sayable on the phone, without letters that are taken for others; from the turn's own content, so that deciding twice gives the same. */
function caseNumber(draft: Draft): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const seed = `${draft.turn.regionHint ?? ''}|${draft.text}|${draft.state.turns}|${draft.state.history.join('|')}`
  let hash = 2166136261
  for (let i = 0; i < seed.length; i++) hash = Math.imul(hash ^ seed.charCodeAt(i), 16777619) >>> 0
  return Array.from({ length: 6 }, (_, i) => alphabet[(hash >>> (i * 5)) & 31]).join('')
}
