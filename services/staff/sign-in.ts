import { randomUUID } from 'node:crypto'
import type { Role } from '../access/index.ts'
import { PuenteError } from '../errors/index.ts'
import {
  countUnknownTry,
  countWrongCode,
  findStaff,
  insertAlert,
  insertAudit,
  lockUnknown,
  type StaffRow,
  setStaffLock,
  unknownLockedUntil,
} from '../store/index.ts'
import { LOCK_SECONDS, MAX_WRONG_CODES, SESSION_SECONDS } from './auth.ts'
import type { StaffDeps } from './deps.ts'
import { spendCode } from './second-factor.ts'
import { isIdle } from './session-use.ts'

/** Cookies to set with the answer. */
export type Cookies = readonly string[]

export interface SignedIn {
  readonly staffId: string
  readonly officeId: string
  readonly role: Role
  readonly firstName: string
  readonly locale: string
  readonly sessionId: string
  readonly sessionToken: string
}

const FIRST_DELAY_MS = 250

/**
 * First step: address and password. The second, the code, is always asked for.
 * @throws PuenteError P1017 when they are wrong (the same for an unknown address), P1016 while locked
 */
export async function signIn(deps: StaffDeps, given: { email: string; password: string; cookie: string }): Promise<Cookies> {
  const staff = await findStaff(deps.engine.db, { email: given.email })
  const unknown = staff ? undefined : deps.vault.addressHash('staff', given.email.toLowerCase())
  await assertUnlocked(deps, staff, unknown)
  const answer = await deps.auth.api.signInEmail({ body: { email: given.email.toLowerCase(), password: given.password }, asResponse: true })
  const body = (await answer.json().catch(() => ({}))) as { twoFactorRedirect?: boolean }
  // Without a second factor the account is not finished: an invitation that was not confirmed.
  if (answer.ok && body.twoFactorRedirect === true && staff?.is_active === 1) {
    // A session that this browser still had would go on without its cookie.
    await deps.auth.api.signOut({ headers: new Headers({ cookie: given.cookie }) }).catch(() => undefined)
    return answer.headers.getSetCookie()
  }
  await wrong(deps, staff, unknown)
  throw new PuenteError('P1017')
}

/**
 * Second step: the code of the authenticator, which opens once.
 * @param cookie the Cookie header with what the first step set
 * @throws PuenteError P1017 wrong, P1016 locked after five wrong ones (the administrator is told)
 */
export async function enterCode(deps: StaffDeps, given: { code: string; cookie: string }): Promise<Cookies> {
  const staff = await staffOfChallenge(deps, given.cookie)
  await assertUnlocked(deps, staff)
  const isFresh = staff !== undefined && (await spendCode(deps, staff, given.code))
  const answer = isFresh
    ? await deps.auth.api.verifyTOTP({ body: { code: given.code }, headers: new Headers({ cookie: given.cookie }), asResponse: true })
    : undefined
  if (answer?.ok && staff) {
    await setStaffLock(deps.engine.db, staff.id, null)
    await insertAudit(deps.engine.db, {
      at: deps.clock().getTime(),
      kind: 'staff-signed-in',
      conversationId: null,
      details: { staff: staff.id },
    })
    return answer.headers.getSetCookie()
  }
  await wrong(deps, staff)
  throw new PuenteError(answer?.status === 429 ? 'P1016' : 'P1017')
}

/** Who a request comes from; undefined when nobody is signed in or the account is closed. */
export async function sessionOf(deps: StaffDeps, cookie: string | undefined): Promise<SignedIn | undefined> {
  if (!cookie?.includes('puente-console')) return undefined
  const found = await deps.auth.api.getSession({ headers: new Headers({ cookie }) }).catch(() => null)
  if (!found?.user.twoFactorEnabled) return undefined
  // The library moves the end of a session on while it is used; from its beginning it lasts so long and no longer. By the real clock, as there.
  const isOver = Date.now() - found.session.createdAt.getTime() > SESSION_SECONDS * 1000
  if (isOver || (await isIdle(deps, found.session))) {
    await (await deps.auth.$context).internalAdapter.deleteSession(found.session.token)
    return undefined
  }
  const staff = await findStaff(deps.engine.db, { userId: found.user.id })
  if (staff?.is_active !== 1) return undefined
  return {
    staffId: staff.id,
    officeId: staff.office_id,
    role: staff.role as Role,
    firstName: staff.first_name,
    locale: staff.locale,
    sessionId: found.session.id,
    sessionToken: found.session.token,
  }
}

/**
 * @param unknown keyed hash of an address that nobody has: it locks as an account does, or the lock would tell which addresses have one
 * @throws PuenteError P1016 while locked
 */
export async function assertUnlocked(deps: StaffDeps, staff: StaffRow | undefined, unknown?: string): Promise<void> {
  const now = deps.clock().getTime()
  const lockedUntil = unknown === undefined ? staff?.locked_until : await unknownLockedUntil(deps.engine.db, unknown)
  if (!lockedUntil || lockedUntil <= now) return
  const details = { staff: staff?.id ?? 'unknown' }
  await insertAudit(deps.engine.db, { at: now, kind: 'staff-sign-in-locked', conversationId: null, details })
  throw new PuenteError('P1016')
}

/** Slower with each wrong one; the fifth locks, and the administrators are told where it is an account. */
export async function wrong(deps: StaffDeps, staff: StaffRow | undefined, unknown?: string): Promise<void> {
  const now = deps.clock().getTime()
  const { db } = deps.engine
  const count = staff ? await countWrongCode(db, staff.id) : unknown === undefined ? 1 : await countUnknownTry(db, unknown, now)
  await deps.delay(FIRST_DELAY_MS * 2 ** Math.min(count - 1, 4))
  await insertAudit(deps.engine.db, {
    at: now,
    kind: 'staff-sign-in-wrong',
    conversationId: null,
    details: { staff: staff?.id ?? 'unknown', count },
  })
  if (count < MAX_WRONG_CODES) return
  if (unknown !== undefined) await lockUnknown(db, unknown, now + LOCK_SECONDS * 1000)
  if (!staff) throw new PuenteError('P1016')
  await setStaffLock(deps.engine.db, staff.id, now + LOCK_SECONDS * 1000)
  await insertAlert(deps.engine.db, {
    id: randomUUID(),
    office_id: null,
    role: 'administrator',
    staff_id: null,
    kind: 'staff-locked',
    case_id: null,
    details: JSON.stringify({ name: staff.first_name }),
    at: now,
    seen_at: null,
  })
  throw new PuenteError('P1016')
}

/** Whose code is being asked for: the first step's cookie names a challenge, the challenge its user. */
async function staffOfChallenge(deps: StaffDeps, cookie: string): Promise<StaffRow | undefined> {
  const raw = /puente-console\.two_factor=([^;]+)/.exec(cookie)?.[1]
  const identifier = raw && decodeURIComponent(raw).split('.')[0]
  if (!identifier) return undefined
  const context = await deps.auth.$context
  const challenge = await context.internalAdapter.findVerificationValue(identifier)
  return challenge ? await findStaff(deps.engine.db, { userId: challenge.value }) : undefined
}
