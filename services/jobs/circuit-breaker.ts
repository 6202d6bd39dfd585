import { PuenteError } from '../errors/index.ts'

export interface CircuitBreaker {
  /**
   * Does the work, unless the other side is known to be down.
   * @throws PuenteError P3006 with the time to wait, without having tried
   */
  run<T>(work: () => Promise<T>): Promise<T>
  isOpen(): boolean
}

export interface BreakerOptions {
  readonly clock: () => Date
  /** Whether a failure says that the other side is down; anything else is an answer. */
  isOutage(error: unknown): boolean
  /** Told when it opens and closes. */
  onChange?(isOpen: boolean): void
}

/** So many failures in a row, and the other side is taken for down. */
const FAILURES = 5
const FIRST_PAUSE_MS = 2_000
/** However long it is down, it is asked at least so often. */
const LONGEST_PAUSE_MS = 60_000
/** A probe that takes longer than any call may is taken for lost. */
const PROBE_MS = 30_000

/**
 * Stops asking a side that is down, then asks with one call at a time, ever less often, until it answers. Own code and not
 * cockatiel or opossum: both read the machine's clock, and six hours of outage are tested on ours (decision 009).
 */
export function createCircuitBreaker(options: BreakerOptions): CircuitBreaker {
  let failures = 0
  let openUntil = 0
  let probeUntil = 0
  let pauseMs = 0
  const now = () => options.clock().getTime()
  const answered = () => {
    const wasOpen = pauseMs > 0
    failures = 0
    pauseMs = 0
    openUntil = 0
    if (wasOpen) options.onChange?.(false)
  }
  const failed = (wasProbe: boolean) => {
    failures++
    const wasOpen = pauseMs > 0
    // Calls that were under way when it opened say nothing new: only a probe lengthens the pause.
    if (wasOpen ? !wasProbe : failures < FAILURES) return
    pauseMs = Math.min(LONGEST_PAUSE_MS, wasOpen ? pauseMs * 2 : FIRST_PAUSE_MS)
    openUntil = now() + pauseMs
    if (!wasOpen) options.onChange?.(true)
  }
  return {
    isOpen: () => pauseMs > 0,
    async run(work) {
      const isProbe = pauseMs > 0
      if (isProbe) {
        const waitMs = Math.max(openUntil - now(), probeUntil > now() ? FIRST_PAUSE_MS : 0)
        if (waitMs > 0) throw new PuenteError('P3006', { retryAfterMs: waitMs })
        // Those beside the probe wait for what it finds.
        probeUntil = now() + PROBE_MS
      }
      try {
        const result = await work()
        answered()
        return result
      } catch (error) {
        if (options.isOutage(error)) failed(isProbe)
        else answered()
        throw error
      } finally {
        if (isProbe) probeUntil = 0
      }
    },
  }
}
