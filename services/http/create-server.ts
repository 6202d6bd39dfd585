import express, { type Express, type Router } from 'express'
import { correlationId, type Logger, type Metrics, withCorrelation } from '../observability/index.ts'
import { answerErrors, answerNotFound } from './error-handler.ts'
import { securityHeaders } from './headers.ts'
import { type Health, healthRouter } from './health.ts'
import { logRefusals } from './refusals.ts'

export interface ServerOptions {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  readonly trustProxy: boolean
  readonly clock: () => Date
  /** The error of the catalogue behind what a library threw. */
  explain?(error: unknown): unknown
  readonly routers: readonly Router[]
}

/** Express with what every request gets: headers, a correlation id, an error answer. Routers bring their own paths. */
export function createServer(options: ServerOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', options.trustProxy ? 1 : false)
  // Query strings are flat: no nested objects from outside.
  app.set('query parser', 'simple')
  app.use(securityHeaders)
  app.use(logRefusals({ logger: options.logger, clock: options.clock }))
  app.use((req, res, next) => {
    withCorrelation(req.header('x-request-id'), () => {
      res.setHeader('x-request-id', correlationId())
      next()
    })
  })
  app.use(healthRouter(options.health, options.metrics))
  for (const router of options.routers) app.use(router)
  app.use(answerNotFound)
  app.use(answerErrors(options))
  return app
}
