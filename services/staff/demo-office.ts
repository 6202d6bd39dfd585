import { randomBytes } from 'node:crypto'
import type { Role } from '../access/index.ts'
import { PuenteError } from '../errors/index.ts'
import { countStaff, findStaff, forgetCodeStep, insertAgency, insertOffice } from '../store/index.ts'
import type { StaffDeps } from './deps.ts'
import { acceptInvitation, confirmInvitation, cookieHeader, invite } from './invitations.ts'
import { totpCode } from './totp.ts'

/** A demo account, as it is printed once. */
export interface DemoStaff {
  readonly name: string
  readonly role: Role
  readonly office: string
  readonly email: string
  readonly password: string
  /** For an authenticator app. */
  readonly totpSecret: string
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const always = JSON.stringify(Object.fromEntries(WEEK.map((day) => [day, [['00:00', '24:00']]])))
const workdays = JSON.stringify(Object.fromEntries(WEEK.slice(0, 5).map((day) => [day, [['08:00', '16:00']]])))

const OFFICES = [
  {
    id: 'demo-casa',
    agency: 'demo-agency',
    name: 'Casa Puente (demo)',
    country: 'any',
    place: null,
    topics: [],
    hours: always,
    timezone: 'America/Mexico_City',
    holidays: [],
    minutes: 30,
  },
  {
    id: 'demo-consulate',
    agency: 'demo-ministry',
    name: 'Consulado de Guatemala en Houston (demo)',
    country: 'gt',
    place: 'us',
    topics: [],
    hours: workdays,
    timezone: 'America/Chicago',
    holidays: ['US', 'GT'],
    minutes: 120,
  },
  {
    id: 'demo-clinic',
    agency: 'demo-partner',
    name: 'Clinica Esperanza (demo)',
    country: 'do',
    place: 'do',
    topics: ['health-care'],
    hours: workdays,
    timezone: 'America/Santo_Domingo',
    holidays: ['DO'],
    minutes: 240,
  },
] as const

const STAFF: readonly (readonly [string, Role, string])[] = [
  ['Ana', 'caseworker', 'demo-casa'],
  ['Benoit', 'caseworker', 'demo-casa'],
  ['Luz', 'mental-health', 'demo-casa'],
  ['Marta', 'supervisor', 'demo-casa'],
  ['Carlos', 'consulate', 'demo-consulate'],
  ['Rosa', 'caseworker', 'demo-clinic'],
  ['Nora', 'curator', 'demo-casa'],
  ['Ivan', 'administrator', 'demo-casa'],
]

const emailOf = (firstName: string) => `${firstName.toLowerCase()}@demo.example`

/** Production does not run with accounts whose passwords were printed. @throws PuenteError P2011 when there is one that works */
export async function refuseDemoStaff(deps: Pick<StaffDeps, 'engine'>): Promise<void> {
  for (const [firstName] of STAFF)
    if ((await findStaff(deps.engine.db, { email: emailOf(firstName) }))?.is_active === 1) throw new PuenteError('P2011')
}

/**
 * Offices and staff for the demo, made at the first start with passwords and secrets of chance; production never calls this.
 * @returns what to print, once; undefined when they were made before
 */
export async function makeDemoOffice(deps: StaffDeps): Promise<readonly DemoStaff[] | undefined> {
  const { db } = deps.engine
  if ((await countStaff(db)) > 0) return undefined
  const now = deps.clock().getTime()
  for (const [id, name, kind] of [
    ['demo-agency', 'Casa Puente', 'ngo'],
    ['demo-ministry', 'Guatemala', 'consulate'],
    ['demo-partner', 'Clinica Esperanza', 'ngo'],
  ] as const)
    await insertAgency(db, { id, name, kind, created_at: now })
  for (const office of OFFICES)
    await insertOffice(db, {
      id: office.id,
      agency_id: office.agency,
      name: office.name,
      country: office.country,
      place: office.place,
      topics: JSON.stringify(office.topics),
      phases: '[]',
      languages: '["es","en","ht","fr","pt"]',
      hours: office.hours,
      timezone: office.timezone,
      holidays: JSON.stringify(office.holidays),
      answer_minutes: office.minutes,
      silence_minutes: 240,
      is_active: 1,
      created_at: now,
    })
  const made: DemoStaff[] = []
  for (const [firstName, role, officeId] of STAFF) {
    const email = emailOf(firstName)
    const password = randomBytes(9).toString('base64url')
    const { token } = await invite(deps, { email, officeId, role, firstName, locale: 'es', invitedBy: null })
    const accepted = await acceptInvitation(deps, { token, password })
    const totpSecret = new URL(accepted.totpUri).searchParams.get('secret') ?? ''
    // better-auth reads the real clock, whatever clock the service was given.
    await confirmInvitation(deps, { token, code: totpCode(totpSecret, Date.now()), cookie: cookieHeader(accepted.cookies) })
    // Nobody has seen that code: whoever signs in within the same half minute may use it.
    const account = await findStaff(db, { email })
    if (account) await forgetCodeStep(db, account.id)
    made.push({ name: firstName, role, office: OFFICES.find((o) => o.id === officeId)?.name ?? '', email, password, totpSecret })
  }
  return made
}
