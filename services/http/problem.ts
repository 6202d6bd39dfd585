import type { ErrorRequestHandler } from 'express'
import { ERRORS, PuenteError } from '../errors/index.ts'
import { correlationId, type Logger } from '../observability/index.ts'
import { codeOf } from './error-handler.ts'

/** A store that is away for a moment. */
const RETRY_MS = 5_000

/** An error as RFC 9457 writes it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  /** Correlation id, to find the request in the log. */
  readonly instance: string
}

/** Answers every error of the routers before it as application/problem+json. */
export function answerProblems(deps: { logger: Logger; publicUrl: string; explain?: (error: unknown) => unknown }): ErrorRequestHandler {
  return (thrown, _req, res, next) => {
    if (res.headersSent) return next(thrown)
    const error = deps.explain?.(thrown) ?? thrown
    const code = codeOf(error)
    const { status } = new PuenteError(code)
    if (status >= 500) deps.logger.error({ event: 'request-failed', code, correlationId: correlationId(), err: error })
    const retryAfterMs = error instanceof PuenteError ? error.retryAfterMs : undefined
    if (retryAfterMs !== undefined || status === 503) res.set('Retry-After', String(Math.ceil((retryAfterMs ?? RETRY_MS) / 1000)))
    if (status === 401) res.set('WWW-Authenticate', 'Bearer')
    const detail = error instanceof PuenteError && status < 500 ? error.detail : undefined
    const problem: Problem = {
      type: `${deps.publicUrl}/api/v1/problems/${code}`,
      title: ERRORS[code].message,
      status,
      code,
      ...(detail === undefined ? {} : { detail }),
      instance: `urn:request:${correlationId()}`,
    }
    res.status(status).set('Cache-Control', 'no-store').type('application/problem+json').send(JSON.stringify(problem))
  }
}
