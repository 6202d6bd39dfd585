import { ENDPOINTS, type Endpoint, type EndpointName } from '../access/index.ts'
import { insertAudit } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'

/** The page asks again whenever something is new: one line of the trail says that somebody was reading in this time. */
const ONCE_IN_MS = 5 * 60_000
const MAX_REMEMBERED = 10_000

/** Writes who read what of which case into the audit trail. */
export function readNoter(deps: ConsoleDeps) {
  const lastAt = new Map<string, number>()
  return async (read: { staffId: string; name: EndpointName; caseId: string; conversationId: string }): Promise<void> => {
    const { method, access }: Endpoint = ENDPOINTS[read.name]
    if (method !== 'get' || !access) return
    const at = deps.cases.clock().getTime()
    const key = `${read.staffId}:${read.name}:${read.caseId}`
    if (at - (lastAt.get(key) ?? Number.NEGATIVE_INFINITY) < ONCE_IN_MS) return
    if (lastAt.size >= MAX_REMEMBERED) lastAt.clear()
    lastAt.set(key, at)
    await insertAudit(deps.cases.engine.db, {
      at,
      kind: 'case-read',
      conversationId: read.conversationId,
      details: { case: read.caseId, staff: read.staffId, what: access[0] },
    })
  }
}
