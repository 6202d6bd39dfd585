import { z } from 'zod'
import { alertRolesOf, ROLES } from '../access/index.ts'
import { PuenteError } from '../errors/index.ts'
import { openInPlace } from '../privacy/index.ts'
import {
  acceptInvitation,
  changePassword,
  confirmInvitation,
  endSession,
  enterCode,
  forceSignOut,
  invite,
  listSessions,
  signIn,
  signOut,
  unlockStaff,
} from '../staff/index.ts'
import { findAlert, listAlerts, listStaff, markAlertSeen } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf, setCookies } from './guard.ts'
import type { Mounting } from './mount.ts'

const SignIn = z.strictObject({ email: z.email().max(200), password: z.string().min(1).max(128) })
const Code = z.strictObject({ code: z.string().regex(/^\d{6}$/) })
const Accept = z.strictObject({ token: z.string().max(100), password: z.string().min(10).max(128) })
const Change = z.strictObject({ current: z.string().min(1).max(128), wanted: z.string().min(10).max(128) })
const Again = z.strictObject({ password: z.string().min(1).max(128) })
const Confirm = z.strictObject({ token: z.string().max(100), code: z.string().regex(/^\d{6}$/) })
const Invite = z.strictObject({
  email: z.email().max(200),
  officeId: z.string(),
  role: z.enum(ROLES),
  firstName: z.string().min(1).max(40),
  locale: z.enum(['es', 'en']),
})

/** Sign-in, sessions, invitations, alerts. */
export function mountAccount(deps: ConsoleDeps, mount: Mounting): void {
  const { db } = deps.cases.engine
  mount.open('signIn', async (req, res) => {
    setCookies(res, await signIn(deps.staff, { ...bodyOf(SignIn, req), cookie: req.headers.cookie ?? '' }))
    return { next: 'code' }
  })
  mount.open('signInCode', async (req, res) => {
    setCookies(res, await enterCode(deps.staff, { code: bodyOf(Code, req).code, cookie: req.headers.cookie ?? '' }))
    return { next: 'console' }
  })
  mount.open('acceptInvitation', async (req, res) => {
    const { cookies, totpUri } = await acceptInvitation(deps.staff, bodyOf(Accept, req))
    setCookies(res, cookies)
    return { totpUri }
  })
  mount.open('confirmInvitation', async (req, res) => {
    setCookies(res, await confirmInvitation(deps.staff, { ...bodyOf(Confirm, req), cookie: req.headers.cookie ?? '' }))
    return { next: 'console' }
  })
  mount.staff('signOut', async ({ req, res, who }) => {
    setCookies(res, await signOut(deps.staff, who, req.headers.cookie ?? ''))
    return undefined
  })
  mount.staff('changePassword', async ({ req, res, who }) => {
    setCookies(res, await changePassword(deps.staff, who, { ...bodyOf(Change, req), cookie: req.headers.cookie ?? '' }))
    return undefined
  })
  // The page tells that keys or pointer were used; that it was told is all.
  mount.staff('useSession', async () => undefined)
  mount.staff('me', async ({ who }) => ({
    idleMs: deps.staff.idleMs,
    staffId: who.staffId,
    firstName: who.firstName,
    role: who.role,
    locale: who.locale,
    officeId: who.officeId,
    officeName: deps.cases.offices.find(who.officeId)?.name ?? '',
  }))
  mount.staff('sessions', async ({ req, who }) => ({ sessions: await listSessions(deps.staff, who, req.headers.cookie ?? '') }))
  mount.staff('endSession', async ({ req, who }) => {
    const { password } = bodyOf(Again, req)
    await endSession(deps.staff, who, { sessionId: String(req.params.id), password, cookie: req.headers.cookie ?? '' })
    return undefined
  })
  mount.staff('alerts', async ({ who }) => ({
    alerts: (await listAlerts(db, { ...who, roles: alertRolesOf(who.role) }, 100)).map((alert) => ({
      id: alert.id,
      kind: alert.kind,
      caseId: alert.case_id,
      at: alert.at,
      details: Object.fromEntries(
        Object.entries(JSON.parse(alert.details) as Record<string, string>).map(([name, value]) => [
          name,
          typeof value === 'string' ? openInPlace(deps.cases.vault.service, value, `alert:${alert.id}`) : value,
        ]),
      ),
    })),
  }))
  mount.staff('alertSeen', async ({ req, who }) => {
    const alert = await findAlert(db, String(req.params.id))
    const isTheirs =
      alert &&
      (alert.staff_id === who.staffId ||
        (alert.staff_id === null &&
          alertRolesOf(who.role).some((role) => role === alert.role) &&
          (alert.office_id === null || alert.office_id === who.officeId)))
    if (!isTheirs) throw new PuenteError('P1004')
    await markAlertSeen(db, alert.id, deps.cases.clock().getTime())
    return undefined
  })
  mount.staff('offices', async () => ({
    offices: deps.cases.offices
      .all()
      .map((office) => ({ id: office.id, name: office.name, agency: office.agencyName, country: office.country })),
  }))
  mount.staff('staff', async ({ who }) => ({
    staff: (await listStaff(db, who.role === 'administrator' ? undefined : who.officeId))
      .filter((member) => who.role === 'administrator' || member.is_active === 1)
      .map((member) => ({
        id: member.id,
        firstName: member.first_name,
        role: member.role,
        officeId: member.office_id,
        officeName: member.officeName,
        isActive: member.is_active === 1,
        lockedUntil: member.locked_until,
      })),
  }))
  mount.staff('invite', async ({ req, who }) => {
    const given = bodyOf(Invite, req)
    if (!deps.cases.offices.find(given.officeId)) throw new PuenteError('P1002', { detail: 'officeId' })
    const { link } = await invite(deps.staff, { ...given, invitedBy: who.staffId })
    return { link }
  })
  mount.staff('unlock', async ({ req, who }) => {
    await unlockStaff(deps.staff, who, String(req.params.id))
    return undefined
  })
  mount.staff('dismiss', async ({ req, who }) => {
    await forceSignOut(deps.staff, who, String(req.params.id), 'leave')
    return undefined
  })
  mount.staff('forceSignOut', async ({ req, who }) => {
    await forceSignOut(deps.staff, who, String(req.params.id), 'stay')
    return undefined
  })
}
