import type { Channel } from '../channels/index.ts'
import { PuenteError } from '../errors/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import { claimRedactions, type Engine, finishRedaction, type RedactionRow, returnRedaction } from '../store/index.ts'

export interface RedactionDeps {
  readonly engine: Engine
  readonly clock: () => Date
  readonly logger: Logger
  readonly metrics: Metrics
  channel(name: string): Channel | undefined
}

const LIMIT = 50
const LEASE_MS = 60_000
const FIRST_DELAY_MS = 30_000
const MAX_DELAY_MS = 6 * 3_600_000

/**
 * Asks providers to delete what is noted; whatever fails is asked again, slower and slower, and never given up: it was promised. How long
 * the oldest has waited is a metric with an alert (services/app/watch.ts).
 * @returns how many are done now
 */
export async function redactAtProvider(deps: RedactionDeps): Promise<number> {
  const now = deps.clock().getTime()
  let done = 0
  for (const row of await claimRedactions(deps.engine.db, { now, again: now + LEASE_MS, limit: LIMIT })) if (await redact(deps, row)) done++
  return done
}

async function redact(deps: RedactionDeps, row: RedactionRow): Promise<boolean> {
  const { db } = deps.engine
  try {
    const channel = deps.channel(row.channel)
    // A door that is closed for a while has deleted nothing.
    if (!channel?.redact) throw new PuenteError('P3002', { detail: 'the channel is not open' })
    await channel.redact(row.provider_id)
    await finishRedaction(db, row.id)
    deps.metrics.redactions.inc({ channel: row.channel, result: 'done' })
    return true
  } catch (error) {
    const code = error instanceof PuenteError ? error.code : 'P4001'
    const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(row.attempts - 1, 12))
    await returnRedaction(db, row.id, { runAt: deps.clock().getTime() + delayMs, code })
    deps.metrics.redactions.inc({ channel: row.channel, result: 'again' })
    deps.logger.warn({ event: 'redaction-failed', channel: row.channel, code, tries: row.attempts, err: error })
    return false
  }
}
