import { PuenteError } from '../errors/index.ts'
import { findStaff, insertAudit, setStaffActive, setStaffLock } from '../store/index.ts'
import type { StaffDeps } from './deps.ts'
import { assertUnlocked, type Cookies, type SignedIn, wrong } from './sign-in.ts'

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

/**
 * Ends one of one's own sessions. The password is asked for once more: a stranger at an open screen must not throw its owner out elsewhere.
 * @throws PuenteError P1004 no such session, P1017 wrong password (slowed and locked as at sign-in), P1016 locked
 */
export async function endSession(
  deps: StaffDeps,
  who: SignedIn,
  given: { sessionId: string; password: string; cookie: string },
): Promise<void> {
  const headers = new Headers({ cookie: given.cookie })
  const found = (await deps.auth.api.listSessions({ headers })).find((session) => session.id === given.sessionId)
  if (!found) throw new PuenteError('P1004')
  const staff = await findStaff(deps.engine.db, { id: who.staffId })
  await assertUnlocked(deps, staff)
  const isRight = await deps.auth.api.verifyPassword({ body: { password: given.password }, headers }).catch(() => undefined)
  if (!isRight?.status) {
    await wrong(deps, staff)
    throw new PuenteError('P1017')
  }
  await deps.auth.api.revokeSession({ body: { token: found.token }, headers })
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: 'staff-signed-out',
    conversationId: null,
    details: { staff: who.staffId, by: who.staffId },
  })
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
