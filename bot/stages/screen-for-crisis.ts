import { meetCrisis } from '../dialogs/crisis.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** Danger words by rule, before any model: works when the model is missing, slow or wrong. */
export function screenForCrisis(draft: Draft, ports: Ports): Draft {
  const found = ports.safety.detectCrisis(draft.text)
  if (!found) return draft
  // The words tell the language better than nothing; the quick reading needs no model.
  const quick = ports.readQuick({ text: draft.text, memory: { profiles: [], topics: [] }, previous: [] })
  const said = quick.language.lang === 'other' ? undefined : quick.language.lang
  const lang = found.lang ?? draft.state.language ?? said ?? draft.lang
  return meetCrisis({ ...draft, lang, reading: quick }, ports, { kind: found.kind, source: `rule:${found.rule}` })
}
