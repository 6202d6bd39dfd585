import type { Brain } from '../brain/index.ts'
import { freshness } from '../content/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import { countJobs, type Engine, oldestJobAt, oldestRedactionAt } from '../store/index.ts'
import type { AppPart } from './part.ts'

export interface Watched {
  /** Seconds that whoever waits longest has waited. */
  readonly unansweredSeconds: number
  readonly unsentSeconds: number
  readonly open: number
  readonly setAside: number
  /** Seconds that a provider has been asked in vain to delete something. */
  readonly redactionSeconds: number
}

/** An answer takes a fraction of a second: a minute is a sign long before people give up. */
export const UNANSWERED_LIMIT_SECONDS = 60
/** Sends are tried again for hours; five minutes mean that a provider or the way to it is in trouble. */
export const UNSENT_LIMIT_SECONDS = 300
/** A message that is on its way cannot be deleted yet, and providers have bad days: two days are neither. */
export const REDACTION_LIMIT_SECONDS = 2 * 86_400
/** As often as metrics are usually read. */
const WATCH_EVERY_MS = 15_000

/** Looks at what waits and writes it to the metrics. @throws when the database does not answer */
export async function watch(deps: { engine: Engine; metrics: Metrics; clock: () => Date }): Promise<Watched> {
  const { engine, metrics } = deps
  const now = deps.clock().getTime()
  const [jobs, turn, send, redaction] = await Promise.all([
    countJobs(engine.db),
    oldestJobAt(engine.db, 'run-turn'),
    oldestJobAt(engine.db, 'send-message'),
    oldestRedactionAt(engine.db),
  ])
  const seconds = (at: number | undefined) => (at === undefined ? 0 : Math.max(0, (now - at) / 1000))
  const found = {
    unansweredSeconds: seconds(turn),
    unsentSeconds: seconds(send),
    open: (jobs.ready ?? 0) + (jobs.running ?? 0),
    setAside: jobs.dead ?? 0,
    redactionSeconds: seconds(redaction),
  }
  metrics.oldestJobSeconds.set({ kind: 'run-turn' }, found.unansweredSeconds)
  metrics.oldestJobSeconds.set({ kind: 'send-message' }, found.unsentSeconds)
  metrics.openJobs.set(found.open)
  metrics.setAsideJobs.set(found.setAside)
  metrics.oldestRedactionSeconds.set(found.redactionSeconds)
  return found
}

/** How old the content is, to the metrics. */
function watchContent(deps: { brain: Brain; metrics: Metrics; clock: () => Date; graceUntil: Date | undefined }): void {
  const { metrics } = deps
  const states = deps.brain.library().cards.map((card) => freshness(card, deps.clock(), deps.graceUntil))
  metrics.cardsInGrace.set(states.filter((state) => state === 'grace').length)
  metrics.cardsExpired.set(states.filter((state) => state === 'expired').length)
}

/** Looks at content and jobs as long as the service runs. */
export function watchPart(deps: {
  readonly engine: Engine
  readonly brain: Brain
  readonly metrics: Metrics
  readonly clock: () => Date
  readonly logger: Logger
  readonly graceUntil: Date | undefined
}): AppPart {
  const run = async () => {
    watchContent(deps)
    await watch(deps)
  }
  return createPeriodic({ name: 'watch', everyMs: WATCH_EVERY_MS, logger: deps.logger, run })
}
