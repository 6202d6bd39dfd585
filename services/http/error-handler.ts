import type { ErrorRequestHandler, RequestHandler } from 'express'
import { type ErrorCode, errorBody, PuenteError } from '../errors/index.ts'
import { correlationId, type Logger, type Metrics } from '../observability/index.ts'

/** Unknown address. */
export const answerNotFound: RequestHandler = (_req, res) => {
  res.status(404).json(errorBody('P1004'))
}

/** From the known to the unknown; what is unknown is logged by code and told without detail. */
export function answerErrors(deps: { logger: Logger; metrics: Metrics; explain?: (error: unknown) => unknown }): ErrorRequestHandler {
  return (thrown, _req, res, next) => {
    const error = deps.explain?.(thrown) ?? thrown
    if (res.headersSent) return next(error)
    const code = codeOf(error)
    const status = new PuenteError(code).status
    deps.metrics.refused.inc({ reason: code })
    if (status >= 500) deps.logger.error({ event: 'request-failed', code, correlationId: correlationId(), err: error })
    // Providers and pages try again by themselves.
    if (status === 503) res.set('Retry-After', '5')
    res.status(status).json(errorBody(code, error instanceof PuenteError && status < 500 ? error.detail : undefined))
  }
}

/** body-parser names its errors by `type`. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof PuenteError) return error.code
  const { type, status } = error as { type?: string; status?: number }
  if (type === 'entity.too.large' || type === 'parameters.too.many') return 'P1005'
  if (type === 'entity.parse.failed') return 'P1001'
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') return 'P1007'
  if (typeof status === 'number' && status >= 400 && status < 500) return 'P1002'
  return 'P4001'
}
