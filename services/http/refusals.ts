import type { RequestHandler } from 'express'
import type { Logger } from '../observability/index.ts'

const GATHER_MS = 60_000
/** What somebody does who tries doors: not known, not allowed, too large, locked, too often. What is merely mistyped is not told. */
const TOLD = new Set([401, 403, 413, 423, 429])
/** The first part of a path, when it is one of ours: the rest may hold a token. */
const AREAS = new Set(['api', 'chat', 'console', 'metrics', 'mine', 'simulator', 'webhooks'])

/**
 * Logs refused requests by area and status: the first at once, further ones of a minute gathered into one line with their number, so that
 * a flood of them neither hides nor fills the disk. Nothing of the request itself is told, no address of the web either.
 */
export function logRefusals({ logger, clock }: { logger: Logger; clock: () => Date }): RequestHandler {
  const seen = new Map<string, { at: number; more: number }>()
  return (req, res, next) => {
    const [, first = ''] = req.path.split('/')
    const area = AREAS.has(first) ? first : 'other'
    res.on('finish', () => {
      if (!TOLD.has(res.statusCode)) return
      const key = `${area} ${res.statusCode}`
      const now = clock().getTime()
      const known = seen.get(key)
      if (known && now - known.at < GATHER_MS) {
        known.more++
        return
      }
      logger.warn({ event: 'request-refused', area, status: res.statusCode, before: known?.more ?? 0 })
      seen.set(key, { at: now, more: 0 })
    })
    next()
  }
}
