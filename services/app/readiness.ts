import type { Brain } from '../brain/index.ts'
import type { Settings } from '../config/index.ts'
import type { Readiness } from '../http/index.ts'
import type { Metrics } from '../observability/index.ts'
import type { Engine } from '../store/index.ts'
import { REDACTION_LIMIT_SECONDS, UNANSWERED_LIMIT_SECONDS, UNSENT_LIMIT_SECONDS, watch } from './watch.ts'

/**
 * What `/readyz` tells: not ready without the database; degraded with faulty content, without model workers, with jobs set aside, or when
 * people, or what was promised to them, wait longer than they should: before it fails, not after.
 */
export async function readReadiness(deps: {
  engine: Engine
  brain: Brain
  metrics: Metrics
  settings: Settings
  clock: () => Date
  /** Names of the channels that are open. */
  channels: () => readonly string[]
}): Promise<Readiness> {
  const { brain, settings } = deps
  const jobs = await watch(deps).catch(() => undefined)
  const faults = brain.reloadFaults()
  const isLate =
    (jobs?.unansweredSeconds ?? 0) > UNANSWERED_LIMIT_SECONDS ||
    (jobs?.unsentSeconds ?? 0) > UNSENT_LIMIT_SECONDS ||
    (jobs?.redactionSeconds ?? 0) > REDACTION_LIMIT_SECONDS
  return {
    isReady: jobs !== undefined,
    isDegraded: faults.length > 0 || brain.pool.readyWorkers() === 0 || (jobs?.setAside ?? 0) > 0 || isLate,
    parts: {
      database: jobs !== undefined,
      modelWorkers: brain.pool.readyWorkers(),
      passages: brain.passages(),
      cards: brain.library().cards.length,
      contentFaults: faults.length,
      contentGraceUntil: settings.graceUntil?.toISOString().slice(0, 10) ?? 'none',
      jobsSetAside: jobs?.setAside ?? 0,
      oldestUnansweredSeconds: Math.round(jobs?.unansweredSeconds ?? 0),
      oldestUnsentSeconds: Math.round(jobs?.unsentSeconds ?? 0),
      oldestRedactionSeconds: Math.round(jobs?.redactionSeconds ?? 0),
      channels: deps.channels().join(' '),
      voiceNotes: settings.speech ? 'open' : 'closed: SPEECH_URL',
      azureBotService: settings.bot ? 'open' : 'closed: BOT_APP_ID',
      otherSites: settings.widgetSites.length > 0 ? settings.widgetSites.length : 'closed: WIDGET_SITES',
    },
  }
}
