import type { Draft } from '../draft.ts'
import { ROUTES, type Route } from '../vocabulary.ts'

/**
 * How much the log-probability of a route is moved before the best is taken. The head is trained on far more answers than people
 * send; chosen on the calibration lines with a head that had not seen them (docs/decisions/005-understanding.md).
 */
const SHIFT: Partial<Record<Route, number>> = { out: 0.6, handoff: 1.2 }
const LEAST = 1e-6
/** Whose matter is this plain is not outside by a shift, only by what the head reads. */
const PLAIN_TOPIC = 0.95

/** What the whole message is for, as read. */
export function routeOf({ reading }: Draft): Route | undefined {
  const isPlain = (reading?.topics[0]?.p ?? 0) >= PLAIN_TOPIC
  const shiftOf = (route: Route) => (route === 'out' && isPlain ? 0 : (SHIFT[route] ?? 0))
  const scored = (reading?.routes ?? []).flatMap(({ route, p }) => {
    const known = ROUTES.find((r) => r === route)
    return known ? [{ route: known, score: Math.log(Math.max(p, LEAST)) + shiftOf(known) }] : []
  })
  return scored.sort((a, b) => b.score - a.score)[0]?.route
}
