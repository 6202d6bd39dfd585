import { type ErrorClass, PuenteError } from '../errors/index.ts'

export type NextTry = { readonly kind: 'again'; readonly delayMs: number } | { readonly kind: 'set-aside' } | { readonly kind: 'refused' }

const MAX_TRIES = 5
/** An outage of a provider is not a fault of the message: it is tried for half a day. */
const MAX_TRIES_PROVIDER = 160
const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 5 * 60_000

/**
 * What follows a failed try. Pure.
 * @param tries how often it has been tried, this one included
 * @param random 0..1: jitter, so that a thousand jobs do not come back in one moment
 */
export function nextTry(error: unknown, tries: number, random: number): NextTry {
  const kind: ErrorClass = error instanceof PuenteError ? error.class : 'ours'
  const code = error instanceof PuenteError ? error.code : undefined
  if (code === 'P3001') return { kind: 'refused' }
  const limit = kind === 'provider' ? MAX_TRIES_PROVIDER : MAX_TRIES
  if (tries >= limit) return { kind: 'set-aside' }
  const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 3 ** Math.min(tries - 1, 10))
  return { kind: 'again', delayMs: Math.round(delayMs * (0.5 + random)) }
}
