import { timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import { errorBody } from '../errors/index.ts'
import type { Metrics } from '../observability/index.ts'

export interface Readiness {
  readonly isReady: boolean
  /** Works, but not as it should: content with faults, model down. */
  readonly isDegraded: boolean
  readonly parts: Readonly<Record<string, string | number | boolean>>
}

export interface Health {
  readiness(): Promise<Readiness>
  /** Undefined: /metrics is open (not in production). */
  readonly metricsToken: string | undefined
  readonly isProduction: boolean
}

/** Alive, ready, counts. */
export function healthRouter(health: Health, metrics: Metrics): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' })
  })
  router.get('/readyz', async (_req, res) => {
    const { isReady, isDegraded, parts } = await health.readiness()
    res.status(isReady ? 200 : 503).json({ status: isReady ? (isDegraded ? 'degraded' : 'ready') : 'not ready', ...parts })
  })
  router.get('/metrics', async (req, res) => {
    const isOpen = health.metricsToken === undefined && !health.isProduction
    if (!isOpen && !hasToken(req.header('authorization'), health.metricsToken)) {
      res.status(403).json(errorBody('P1003'))
      return
    }
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  return router
}

function hasToken(header: string | undefined, token: string | undefined): boolean {
  const given = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${token ?? ''}`)
  return token !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted)
}
