import type { Outcome, Turn } from '../../bot/index.ts'
import { chooseOffice } from './choose-office.ts'
import type { OfficeDirectory } from './directory.ts'

/**
 * Which office a turn is counted for: the one whose code the person came by, else the one that would take their case. Whether it is
 * open at that hour changes nothing: the same question is counted for the same office by day and by night.
 */
export function countedFor(offices: OfficeDirectory): { officeOf(turn: Turn, outcome: Outcome): string | undefined } {
  const isOpen = () => false
  return {
    officeOf: (_turn, { country, lang, phase, state, topics }) =>
      state.entry?.officeId ??
      chooseOffice(offices.all(), { country, here: state.here, livesIn: state.livesIn, phase, topic: topics[0], lang }, isOpen)?.id,
  }
}
