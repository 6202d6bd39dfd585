import type { Brain } from '../brain/index.ts'
import { noteNews } from '../campaigns/index.ts'
import type { ConversationDeps } from '../conversations/index.ts'
import { type Curation, type CurationDeps, noteTurn, openCuration } from '../curation/index.ts'
import { noteFigures } from '../figures/index.ts'
import { noteProfiles } from '../indicators/index.ts'
import { countedFor, type OfficeDirectory } from '../offices/index.ts'

interface NotingDeps extends Pick<CurationDeps, 'engine' | 'clock' | 'logger' | 'contentDir' | 'editUrl'> {
  readonly brain: Pick<Brain, 'library' | 'ports' | 'placeOf'>
  readonly offices: OfficeDirectory
}

/** What is kept of each turn besides the conversation: what curators have to mend, and what is counted. */
export function openNoting({ brain, offices, ...deps }: NotingDeps): { curation: Curation; noteTurn: ConversationDeps['noteTurn'] } {
  const curationDeps: CurationDeps = { ...deps, library: () => brain.library(), ports: () => brain.ports(), placeOf: brain.placeOf }
  const counting = countedFor(offices)
  return {
    curation: openCuration(curationDeps),
    async noteTurn(tx, noted) {
      await noteTurn(curationDeps, tx, noted)
      await noteFigures(counting, tx, noted)
      await noteProfiles(tx, {
        turn: noted.turn,
        outcome: noted.outcome,
        officeId: counting.officeOf(noted.turn, noted.outcome),
        text: curationDeps.ports().text,
      })
      await noteNews(tx, { ...noted, now: deps.clock().getTime() })
    },
  }
}
