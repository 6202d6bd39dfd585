import { meetCrisis } from '../dialogs/crisis.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { CrisisKind } from '../safety/index.ts'

/** The trained head alone is believed from here on (chosen on the calibration lines; see docs/decisions/005-understanding.md). */
const CRISIS_P = 0.5

/** Which text fits, by the topic that the head sees beside the danger. */
const KIND_OF_TOPIC: Readonly<Record<string, CrisisKind>> = {
  'mental-health': 'suicide',
  'violence-against-women': 'violence',
  'reproductive-health': 'violence',
  trafficking: 'trafficking',
  insecurity: 'kidnapping',
  'child-protection': 'child',
  'family-contact': 'child',
  'health-care': 'medical',
  'return-again': 'travel-danger',
  asylum: 'return-danger',
}

/** On top of the rules, never instead of them: either is enough. */
export function screenReadingForCrisis(draft: Draft, ports: Ports): Draft {
  const p = draft.reading?.routes.find((r) => r.route === 'crisis')?.p ?? 0
  if (p < CRISIS_P) return draft
  const topic = draft.reading?.topics.find((t) => KIND_OF_TOPIC[t.topic])?.topic
  return meetCrisis(draft, ports, { kind: (topic && KIND_OF_TOPIC[topic]) || 'violence', source: 'head' })
}
