import type { Outcome, Turn } from '../../bot/index.ts'
import type { OfficeDirectory } from './directory.ts'

/** Which office a turn is counted for: the one whose code the person came by, else the one that would take their case. */
export function countedFor(offices: OfficeDirectory): { officeOf(turn: Turn, outcome: Outcome): string | undefined } {
  return {
    officeOf: (_turn, { country, lang, phase, state, topics }) =>
      state.entry?.officeId ?? offices.officeFor({ country, here: state.here, livesIn: state.livesIn, phase, topic: topics[0], lang })?.id,
  }
}
