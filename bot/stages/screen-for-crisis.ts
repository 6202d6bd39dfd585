import { meetCrisis } from '../dialogs/crisis.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Reading } from '../understanding/index.ts'

/** Danger words by rule, before any model: works when the model is missing, slow or wrong. */
export function screenForCrisis(draft: Draft, ports: Ports): Draft {
  const found = ports.safety.detectCrisis(draft.text)
  if (!found) return draft
  // The words tell the language better than nothing; the quick reading needs no model.
  const quick = quickReading(draft, ports)
  const said = quick === undefined || quick.language.lang === 'other' ? undefined : quick.language.lang
  const lang = found.lang ?? draft.state.language ?? said ?? draft.lang
  return meetCrisis({ ...draft, lang, ...(quick ? { reading: quick } : {}) }, ports, { kind: found.kind, source: `rule:${found.rule}` })
}

/** Where the person is and what they speak, if the words say so: never a reason to leave somebody in danger without an answer. */
function quickReading(draft: Draft, ports: Ports): Reading | undefined {
  try {
    return ports.readQuick({ text: draft.text, memory: { profiles: [], topics: [] }, previous: [] })
  } catch {
    return undefined
  }
}
