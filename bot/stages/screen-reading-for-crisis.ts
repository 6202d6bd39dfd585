import { meetCrisis } from '../dialogs/crisis.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** On top of the rules, never instead of them: either is enough. From where on the head is believed: docs/decisions/007-safety.md. */
export function screenReadingForCrisis(draft: Draft, ports: Ports): Draft {
  const danger = draft.reading?.danger
  return danger?.isBelieved ? meetCrisis(draft, ports, { kind: danger.kind, source: 'head' }) : draft
}
