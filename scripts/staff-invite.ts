// npm run staff:invite -- --email ana@example.org --role caseworker --name Ana --office OFFICE [--locale es]
// Without --office it lists the offices; with --new-office "Name" --country gt [--timezone America/Guatemala] it makes one first.
import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { ROLES, type Role } from '../services/access/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { openVault, readMasterKeys } from '../services/privacy/index.ts'
import { createStaffAuth, invite } from '../services/staff/index.ts'
import { insertAgency, insertOffice, listOffices, openStore } from '../services/store/index.ts'

const { values } = parseArgs({
  options: {
    email: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string' },
    office: { type: 'string' },
    locale: { type: 'string', default: 'es' },
    'new-office': { type: 'string' },
    agency: { type: 'string' },
    country: { type: 'string' },
    timezone: { type: 'string', default: 'UTC' },
  },
})
try {
  const settings = loadSettings()
  const engine = await openStore(settings)
  const now = Date.now()
  let office = values.office
  if (values['new-office'] && values.country) {
    const agencyId = randomUUID()
    office = randomUUID()
    const hours = JSON.stringify(Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:00', '17:00']]])))
    await insertAgency(engine.db, { id: agencyId, name: values.agency ?? values['new-office'], kind: 'ngo', created_at: now })
    await insertOffice(engine.db, {
      id: office,
      agency_id: agencyId,
      name: values['new-office'],
      country: values.country,
      place: null,
      topics: '[]',
      phases: '[]',
      languages: '["es","en"]',
      hours,
      timezone: values.timezone,
      holidays: JSON.stringify(values.country === 'any' ? [] : [values.country.toUpperCase()]),
      answer_minutes: 120,
      silence_minutes: 240,
      is_active: 1,
      created_at: now,
    })
    console.log(`Office made: ${office}`)
  }
  const offices = await listOffices(engine.db)
  if (office && !offices.some((o) => o.id === office)) throw new PuenteError('P2009', { detail: `there is no office ${office}` })
  const role = ROLES.find((r): r is Role => r === values.role)
  if (!office || !values.email || !values.name || !role) {
    console.log(`Offices:\n${offices.map((o) => `  ${o.id}  ${o.name} (${o.country})`).join('\n')}\n`)
    console.log(`Usage: npm run staff:invite -- --email ADDRESS --name FIRST-NAME --role ${ROLES.join('|')} --office ID`)
  } else {
    const publicUrl = settings.publicUrl ?? `http://127.0.0.1:${settings.port}`
    const vault = await openVault(engine, await readMasterKeys(settings))
    const auth = createStaffAuth({ engine, secret: vault.staffSecret, publicUrl, isDemo: settings.isDemo })
    const deps = {
      engine,
      auth,
      vault,
      clock: () => new Date(),
      logger: createLogger('error'),
      publicUrl,
      idleMs: settings.staffIdleMs,
      delay: async () => undefined,
    }
    const { link } = await invite(deps, {
      email: values.email,
      role,
      firstName: values.name,
      officeId: office,
      locale: values.locale,
      invitedBy: null,
    })
    console.log(`Give this link to ${values.name}; it holds for seven days and works once:\n${link}`)
  }
  await engine.close()
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exit(78)
}
