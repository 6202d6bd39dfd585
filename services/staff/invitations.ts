import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Role } from '../access/index.ts'
import { PuenteError } from '../errors/index.ts'
import { openInPlace, sealInPlace } from '../privacy/index.ts'
import {
  deleteStaff,
  findInvitation,
  findStaff,
  type InvitationRow,
  insertAudit,
  insertInvitation,
  insertStaff,
  setStaffActive,
  spendInvitation,
} from '../store/index.ts'
import type { StaffDeps } from './deps.ts'
import { isGuessable } from './guessable.ts'
import { spendCode } from './second-factor.ts'
import type { Cookies } from './sign-in.ts'

const HOLDS_DAYS = 7

export interface Invitation {
  readonly email: string
  readonly officeId: string
  readonly role: Role
  readonly firstName: string
  readonly locale: string
  readonly invitedBy: string | null
}

/** Makes an invitation. @returns the link to give to that person, once: only its hash is kept */
export async function invite(deps: StaffDeps, invitation: Invitation): Promise<{ link: string; token: string }> {
  const now = deps.clock().getTime()
  const token = randomBytes(24).toString('base64url')
  const id = randomUUID()
  await insertInvitation(deps.engine.db, {
    id,
    token_hash: hashOf(token),
    email: sealInPlace(deps.vault.service, invitation.email.toLowerCase(), `invitation:${id}`),
    office_id: invitation.officeId,
    role: invitation.role,
    first_name: invitation.firstName,
    locale: invitation.locale,
    invited_by: invitation.invitedBy,
    expires_at: now + HOLDS_DAYS * 86_400_000,
    accepted_at: null,
    created_at: now,
  })
  await insertAudit(deps.engine.db, {
    at: now,
    kind: 'staff-invited',
    conversationId: null,
    details: { role: invitation.role, office: invitation.officeId, by: invitation.invitedBy ?? 'command line' },
  })
  return { link: `${deps.publicUrl}/console/#/invitation/${token}`, token }
}

export interface Accepted {
  readonly cookies: Cookies
  /** For the authenticator app; its secret stands in it. */
  readonly totpUri: string
}

/**
 * The invited person chooses a password and gets the secret for their authenticator; the account works once a first code has come back.
 * @throws PuenteError P1018 when the invitation does not hold, P1002 for a password that is too short, P1070 for one that is easy to guess
 */
export async function acceptInvitation(deps: StaffDeps, given: { token: string; password: string }): Promise<Accepted> {
  const invitation = await holding(deps, given.token)
  const known = await findStaff(deps.engine.db, { email: invitation.email })
  if (known?.is_active === 1) throw new PuenteError('P1018')
  if (isGuessable(given.password, [invitation.first_name, invitation.email])) throw new PuenteError('P1070')
  const context = await deps.auth.$context
  if (known) {
    // Began and never finished: begins again.
    await context.internalAdapter.deleteUser(known.user_id)
    await deleteStaff(deps.engine.db, known.id)
  }
  const made = await deps.auth.api.signUpEmail({
    body: { email: invitation.email, password: given.password, name: invitation.first_name },
    asResponse: true,
  })
  if (!made.ok) throw new PuenteError('P1002', { detail: 'password' })
  const { user } = (await made.json()) as { user: { id: string } }
  const cookies = made.headers.getSetCookie()
  await insertStaff(deps.engine.db, {
    id: randomUUID(),
    user_id: user.id,
    email: invitation.email,
    office_id: invitation.office_id,
    role: invitation.role,
    first_name: invitation.first_name,
    locale: invitation.locale,
    is_active: 0,
    failed_codes: 0,
    locked_until: null,
    created_at: deps.clock().getTime(),
  })
  const enabled = await deps.auth.api.enableTwoFactor({
    body: { password: given.password },
    headers: new Headers({ cookie: cookieHeader(cookies) }),
  })
  if (!('totpURI' in enabled)) throw new PuenteError('P4001', { detail: 'no second factor' })
  return { cookies, totpUri: enabled.totpURI }
}

/** The first code from the authenticator: from here on the account works. @throws PuenteError P1017, P1018 */
export async function confirmInvitation(deps: StaffDeps, given: { token: string; code: string; cookie: string }): Promise<Cookies> {
  const invitation = await holding(deps, given.token)
  const staff = await findStaff(deps.engine.db, { email: invitation.email })
  if (!staff || !(await spendCode(deps, staff, given.code))) throw new PuenteError('P1017')
  const answer = await deps.auth.api.verifyTOTP({
    body: { code: given.code },
    headers: new Headers({ cookie: given.cookie }),
    asResponse: true,
  })
  if (!answer.ok) throw new PuenteError('P1017')
  if (!(await spendInvitation(deps.engine.db, invitation.id, deps.clock().getTime()))) throw new PuenteError('P1018')
  await setStaffActive(deps.engine.db, staff.id, 'active')
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: 'staff-joined',
    conversationId: null,
    details: { staff: staff.id, factors: 'password and code' },
  })
  return answer.headers.getSetCookie()
}

/** Set-Cookie lines as a browser sends them back. */
export function cookieHeader(cookies: Cookies): string {
  return cookies
    .map((line) => line.split(';')[0] ?? '')
    .filter((pair) => !pair.endsWith('='))
    .join('; ')
}

async function holding(deps: StaffDeps, token: string): Promise<InvitationRow> {
  const invitation = await findInvitation(deps.engine.db, hashOf(token), deps.clock().getTime())
  if (!invitation) throw new PuenteError('P1018')
  return { ...invitation, email: openInPlace(deps.vault.service, invitation.email, `invitation:${invitation.id}`) }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
