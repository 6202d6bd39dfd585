import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** The person takes back what they agreed to: it ends at once, and the caseworker is told. */
export function revokeConsent(draft: Draft, ports: Ports): Draft {
  const known = draft.turn.case
  // A closed case may be opened again while its consent holds: that can be taken back too.
  const isOpen = known && (known.stage !== 'closed' || known.hasConsent)
  const text = isOpen ? ports.text(draft.lang, 'case.revoked', { office: known.officeName }) : ports.text(draft.lang, 'case.revoke_none')
  return decide(
    draft,
    {
      route: 'command',
      say: [say(text, 'confirmation')],
      ...(isOpen ? { effects: { revoke: true as const }, events: [{ kind: 'consent-revoked', details: { number: known.number } }] } : {}),
    },
    { pending: undefined, consent: undefined, caseNumber: undefined },
  )
}
