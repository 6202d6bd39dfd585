import { type ErrorClass, PuenteError } from '../errors/index.ts'

export type NextTry =
  /** `isCounted`: false where nothing was tried (the provider was known to be down), so that an outage uses up no tries. */
  | { readonly kind: 'again'; readonly delayMs: number; readonly isCounted: boolean }
  | { readonly kind: 'set-aside' }
  | { readonly kind: 'refused' }

const MAX_TRIES = 5
/** An outage of a provider or of the store is not a fault of the message: it is tried for half a day, and not at all while the provider is known to be down. */
const MAX_TRIES_OUTAGE = 160
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
  const waitMs = error instanceof PuenteError ? error.retryAfterMs : undefined
  if (code === 'P3001') return { kind: 'refused' }
  // Whoever knows when it makes sense is believed; the jitter only adds.
  if (waitMs !== undefined) return { kind: 'again', delayMs: Math.round(waitMs * (1 + random / 4)), isCounted: false }
  if (tries >= (kind === 'provider' || code === 'P2013' ? MAX_TRIES_OUTAGE : MAX_TRIES)) return { kind: 'set-aside' }
  const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 3 ** Math.min(tries - 1, 10))
  return { kind: 'again', delayMs: Math.round(delayMs * (0.5 + random)), isCounted: true }
}
