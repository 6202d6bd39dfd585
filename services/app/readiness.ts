import type { Brain } from '../brain/index.ts'
import type { Settings } from '../config/index.ts'
import type { Readiness } from '../http/index.ts'
import type { Metrics } from '../observability/index.ts'
import { countJobs, type Engine } from '../store/index.ts'

/** What `/readyz` tells: not ready without the database; degraded with faulty content, without model workers or with jobs set aside. */
export async function readReadiness(deps: {
  engine: Engine
  brain: Brain
  metrics: Metrics
  settings: Settings
  /** Names of the channels that are open. */
  channels: () => readonly string[]
}): Promise<Readiness> {
  const { engine, brain, metrics, settings } = deps
  const jobs = await countJobs(engine.db).catch(() => undefined)
  const faults = brain.reloadFaults()
  metrics.openJobs.set((jobs?.ready ?? 0) + (jobs?.running ?? 0))
  return {
    isReady: jobs !== undefined,
    isDegraded: faults.length > 0 || brain.pool.readyWorkers() === 0 || (jobs?.dead ?? 0) > 0,
    parts: {
      database: jobs !== undefined,
      modelWorkers: brain.pool.readyWorkers(),
      passages: brain.passages(),
      cards: brain.library().cards.length,
      contentFaults: faults.length,
      contentGraceUntil: settings.graceUntil?.toISOString().slice(0, 10) ?? 'none',
      jobsSetAside: jobs?.dead ?? 0,
      channels: deps.channels().join(' '),
      voiceNotes: settings.speech ? 'open' : 'closed: SPEECH_URL',
      azureBotService: settings.bot ? 'open' : 'closed: BOT_APP_ID',
      otherSites: settings.widgetSites.length > 0 ? settings.widgetSites.length : 'closed: WIDGET_SITES',
    },
  }
}
