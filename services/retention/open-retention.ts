import type { AppPart } from '../app/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import { type RetentionDeps, runDailyRetention } from './run-retention.ts'

/** Looked at every ten minutes; run once a day. */
const LOOK_EVERY_MS = 600_000

export function openRetention(deps: RetentionDeps): AppPart {
  const periodic = createPeriodic({ name: 'retention', everyMs: LOOK_EVERY_MS, logger: deps.logger, run: () => runDailyRetention(deps) })
  return {
    start() {
      periodic.start()
      // A service that is started anew every day must not put it off every day.
      void runDailyRetention(deps).catch((err) => deps.logger.error({ event: 'retention-failed', err }))
    },
    stop: () => periodic.stop(),
  }
}
