import type { Request, RequestHandler } from 'express'
import { errorBody } from '../errors/index.ts'

interface Bucket {
  tokens: number
  at: number
}

const KEPT = 20_000

/**
 * A bucket per address: `burst` at once, then `perMinute`. Only for browsers: a provider's webhooks are never refused for rate,
 * and what was stored is never dropped.
 * `unless` lets a request through whatever was asked before: somebody in danger behind the shared address of a shelter.
 * Addresses are kept in memory only, for as long as the bucket is not full again.
 */
export function rateLimit(options: {
  perMinute: number
  burst: number
  clock: () => Date
  unless?: (req: Request) => boolean
}): RequestHandler {
  const buckets = new Map<string, Bucket>()
  return (req, res, next) => {
    const now = options.clock().getTime()
    const key = req.ip ?? 'unknown'
    const known = buckets.get(key) ?? { tokens: options.burst, at: now }
    const tokens = Math.min(options.burst, known.tokens + ((now - known.at) / 60_000) * options.perMinute)
    buckets.delete(key)
    buckets.set(key, { tokens: tokens - (tokens >= 1 ? 1 : 0), at: now })
    if (buckets.size > KEPT) buckets.delete(buckets.keys().next().value as string)
    if (tokens >= 1 || options.unless?.(req)) return next()
    res
      .status(429)
      .set('Retry-After', String(Math.ceil(60 / options.perMinute)))
      .json(errorBody('P1006'))
  }
}
