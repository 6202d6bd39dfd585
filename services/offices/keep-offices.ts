import { createPeriodic, type Periodic } from '../jobs/index.ts'
import type { Logger } from '../observability/index.ts'
import type { OfficeDirectory } from './directory.ts'

/** A hint of a change may be lost with a connection: half a minute later it is known all the same. */
const RELOAD_EVERY_MS = 30_000

interface Hints {
  on(event: 'offices', listener: () => void): void
  off(event: 'offices', listener: () => void): void
}

/** Keeps the offices of this process as they stand in the store, whichever process they were changed in. */
export function keepOffices({ offices, news, logger }: { offices: OfficeDirectory; news: Hints; logger: Logger }): Periodic {
  const periodic = createPeriodic({ name: 'offices', everyMs: RELOAD_EVERY_MS, logger, run: () => offices.reload() })
  const reload = () => void offices.reload().catch((err: unknown) => logger.warn({ event: 'offices-not-read', err }))
  return {
    start() {
      news.on('offices', reload)
      periodic.start()
    },
    async stop() {
      news.off('offices', reload)
      await periodic.stop()
    },
  }
}
