import type { Draft } from '../draft.ts'
import { ROUTES, type Route } from '../vocabulary.ts'

/**
 * How much the log-probability of a route is moved before the best is taken. The head is trained on far more answers than people
 * send; chosen on the calibration lines with a head that had not seen them (docs/decisions/005-understanding.md).
 */
const SHIFT: Partial<Record<Route, number>> = { out: 0.8, handoff: 0.9, clarify: 0.2 }
const LEAST = 1e-6
/**
 * Where the matter is this plain, no route is helped by a shift, and "outside" must be this sure: whoever asks for a passport in other words than the examples must not be
 * sent away, and an answer that was not needed does less harm.
 */
const PLAIN_TOPIC = 0.9
const SURE_OUT = 0.8

/** What the whole message is for, as read. */
export function routeOf({ reading }: Draft): Route | undefined {
  const [top] = reading?.topics ?? []
  const isPlain = top !== undefined && top.topic !== 'talk-to-person' && top.p >= PLAIN_TOPIC
  const scored = (reading?.routes ?? []).flatMap(({ route, p }) => {
    const known = ROUTES.find((r) => r === route)
    if (!known || (known === 'out' && isPlain && p < SURE_OUT)) return []
    return [{ route: known, score: Math.log(Math.max(p, LEAST)) + (isPlain ? 0 : (SHIFT[known] ?? 0)) }]
  })
  return scored.sort((a, b) => b.score - a.score)[0]?.route
}
