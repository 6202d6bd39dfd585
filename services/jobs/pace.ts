/** Arrivals are counted over so long. */
const WINDOW_MS = 100
/** Fewer a second are no rush: answering runs as it likes. */
const RUSH_PER_SECOND = 100
/** So many a second leave nothing but the least to answering. */
const FULL_PER_SECOND = 500
/** About what one turn takes of the event loop, and the least share of it that answering keeps: people wait behind it. */
const TURN_MS = 10
const LEAST_SHARE = 0.1

/** Counts what arrives, and says how much of the work behind it may start. */
export interface Pace {
  arrived(): void
  /** How many of `free` places may be taken now. */
  mayStart(free: number): number
}

/**
 * What has not been written down can be lost, what waits to be answered cannot: in a rush, answering makes room for accepting.
 * Never to nothing, since a rush may last; danger is claimed first of what starts.
 * @param now ms that only go forward
 */
export function paceByArrivals(now: () => number = () => performance.now()): Pace {
  const arrivals: number[] = []
  let startedAt = Number.NEGATIVE_INFINITY
  return {
    arrived: () => void arrivals.push(now()),
    mayStart(free) {
      const at = now()
      while (arrivals[0] !== undefined && arrivals[0] < at - WINDOW_MS) arrivals.shift()
      const perSecond = (arrivals.length * 1000) / WINDOW_MS
      if (perSecond <= RUSH_PER_SECOND) return free
      if (at - startedAt < TURN_MS / Math.max(LEAST_SHARE, 1 - perSecond / FULL_PER_SECOND)) return 0
      startedAt = at
      return Math.min(1, free)
    },
  }
}
