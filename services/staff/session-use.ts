import { lastSessionUse, noteSessionUse } from '../store/index.ts'
import type { StaffDeps } from './deps.ts'

/** Use is noted no oftener: it is told with every press of a key. */
const NOTED_EVERY_MS = 30_000

/** Whether nobody has used a session by hand for so long that it ends. By the real clock, as the library's times are. */
export async function isIdle(deps: StaffDeps, session: { readonly id: string; readonly createdAt: Date }): Promise<boolean> {
  const usedAt = (await lastSessionUse(deps.engine.db, session.id)) ?? session.createdAt.getTime()
  return Date.now() - usedAt > deps.idleMs
}

/** Somebody did something by hand; what the page asks for by itself does not count. */
export async function noteUse(deps: StaffDeps, sessionId: string): Promise<void> {
  await noteSessionUse(deps.engine.db, sessionId, Date.now(), Date.now() - NOTED_EVERY_MS)
}
