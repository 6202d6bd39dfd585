import { PuenteError } from '../errors/index.ts'
import { findStaff, insertAudit } from '../store/index.ts'
import type { StaffDeps } from './deps.ts'
import { isGuessable } from './guessable.ts'
import { assertUnlocked, type Cookies, type SignedIn, wrong } from './sign-in.ts'

/**
 * A new password for oneself; every other session ends, this one gets a new token.
 * @throws PuenteError P1017 when the present password is wrong (slowed and locked as at sign-in), P1016 locked, P1070 easy to guess
 */
export async function changePassword(
  deps: StaffDeps,
  who: SignedIn,
  given: { current: string; wanted: string; cookie: string },
): Promise<Cookies> {
  const staff = await findStaff(deps.engine.db, { id: who.staffId })
  await assertUnlocked(deps, staff)
  if (isGuessable(given.wanted, [who.firstName, staff?.email ?? ''])) throw new PuenteError('P1070')
  const answer = await deps.auth.api.changePassword({
    body: { currentPassword: given.current, newPassword: given.wanted, revokeOtherSessions: true },
    headers: new Headers({ cookie: given.cookie }),
    asResponse: true,
  })
  if (!answer.ok) {
    await wrong(deps, staff)
    throw new PuenteError('P1017')
  }
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: 'staff-password-changed',
    conversationId: null,
    details: { staff: who.staffId },
  })
  return answer.headers.getSetCookie()
}
