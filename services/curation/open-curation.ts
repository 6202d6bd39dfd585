import type { AppPart } from '../app/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import { pruneCuration } from '../store/index.ts'
import { type CardSource, readCardSource } from './card-source.ts'
import { draftSource, staleSource } from './card-work.ts'
import type { CurationDeps, CurationItem, CurationKind, CurationSource } from './deps.ts'
import { lowRatedSource } from './low-rated.ts'
import { doneSource, questionSource } from './question-work.ts'
import { type Tried, tryAgain } from './try-again.ts'

const KEEP_MS = 180 * 86_400_000
const PRUNE_EVERY_MS = 6 * 3_600_000
const PAGE = 50

/** The curators' list, as the console asks for it. */
export interface Curation extends AppPart {
  /** One page of a kind, and how much there is of each. */
  list(
    kind: CurationKind,
    offset: number,
  ): Promise<{ items: readonly CurationItem[]; counts: Readonly<Partial<Record<CurationKind, number>>>; page: number }>
  tryAgain(staffId: string, question: string): Promise<Tried>
  /** The file of a card, to be read beside what is wrong with it. */
  open(card: string): Promise<CardSource>
  /** Forgets questions of more than half a year ago. */
  prune(): Promise<void>
}

/** Puts the kinds of work together. */
export function openCuration(deps: CurationDeps): Curation {
  const { db } = deps.engine
  const sources: readonly CurationSource[] = [
    questionSource(deps, 'unanswered'),
    questionSource(deps, 'unsure'),
    lowRatedSource(deps),
    staleSource(deps),
    draftSource(deps),
    doneSource(deps),
  ]
  const prune = () => pruneCuration(db, deps.clock().getTime() - KEEP_MS)
  return {
    async list(kind, offset) {
      const counts: Partial<Record<CurationKind, number>> = {}
      for (const source of sources) counts[source.kind] = await source.count(db)
      const items = (await sources.find((source) => source.kind === kind)?.list(db, { limit: PAGE, offset })) ?? []
      return { items, counts, page: PAGE }
    },
    tryAgain: (staffId, question) => tryAgain(deps, staffId, question),
    open: (card) => readCardSource(deps, card),
    prune,
    ...createPeriodic({ name: 'curation-prune', everyMs: PRUNE_EVERY_MS, logger: deps.logger, run: prune }),
  }
}
