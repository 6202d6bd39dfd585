import { PuenteError } from '../errors/index.ts'
import { findStaff, insertAudit, setStaffActive, setStaffLock } from '../store/index.ts'
import type { StaffDeps } from './deps.ts'
import type { Cookies, SignedIn } from './sign-in.ts'

export interface SessionView {
  readonly id: string
  readonly isCurrent: boolean
  readonly since: string
  readonly device: string
}

/** Where somebody is signed in. */
export async function listSessions(deps: StaffDeps, who: SignedIn, cookie: string): Promise<SessionView[]> {
  const sessions = await deps.auth.api.listSessions({ headers: new Headers({ cookie }) })
  return sessions.map((session) => ({
    id: session.id,
    isCurrent: session.id === who.sessionId,
    since: session.createdAt.toISOString(),
    device: session.userAgent ?? '',
  }))
}

/** Ends one of one's own sessions. @throws PuenteError P1004 */
export async function endSession(deps: StaffDeps, cookie: string, sessionId: string): Promise<void> {
  const sessions = await deps.auth.api.listSessions({ headers: new Headers({ cookie }) })
  const found = sessions.find((session) => session.id === sessionId)
  if (!found) throw new PuenteError('P1004')
  await deps.auth.api.revokeSession({ body: { token: found.token }, headers: new Headers({ cookie }) })
}

/** Ends this session. @returns cookies that take it out of the browser */
export async function signOut(deps: StaffDeps, who: SignedIn, cookie: string): Promise<Cookies> {
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: 'staff-signed-out',
    conversationId: null,
    details: { staff: who.staffId, by: who.staffId },
  })
  const answer = await deps.auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true })
  return answer.headers.getSetCookie()
}

/** Forced sign-out: ends every session of a member of staff; with `leave` the account is closed as well. */
export async function forceSignOut(deps: StaffDeps, by: SignedIn, staffId: string, then: 'stay' | 'leave'): Promise<void> {
  const staff = await findStaff(deps.engine.db, { id: staffId })
  if (!staff) throw new PuenteError('P1004')
  if (then === 'leave') await setStaffActive(deps.engine.db, staffId, 'left')
  const context = await deps.auth.$context
  await context.internalAdapter.deleteUserSessions(staff.user_id)
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: then === 'leave' ? 'staff-left' : 'staff-signed-out',
    conversationId: null,
    details: { staff: staffId, by: by.staffId },
  })
}

/** Opens sign-in again after wrong codes. */
export async function unlockStaff(deps: StaffDeps, by: SignedIn, staffId: string): Promise<void> {
  await setStaffLock(deps.engine.db, staffId, null)
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: 'staff-unlocked',
    conversationId: null,
    details: { staff: staffId, by: by.staffId },
  })
}
