import type { Draft, Stage } from './draft.ts'
import type { Ports } from './ports.ts'

/** Runs stages in order until one decides; a stage that would decide twice is a fault of ours and shows in the types. */
export async function runStages(stages: readonly Stage[], draft: Draft, ports: Ports): Promise<Draft> {
  let current = draft
  for (const stage of stages) {
    current = await stage(current, ports)
    if (current.decision) return current
  }
  return current
}
