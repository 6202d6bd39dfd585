// npm run api:key -- --office ID --name NAME --scopes referrals:read,packets:read [--days 365] [--per-minute 60]
// Without arguments it lists the offices and the keys; --revoke ID ends one.
import { parseArgs } from 'node:util'
import { apiKeys, endApiKey, makeApiKey, SCOPES } from '../services/api/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { listOffices, openStore } from '../services/store/index.ts'

const { values } = parseArgs({
  options: {
    office: { type: 'string' },
    name: { type: 'string' },
    scopes: { type: 'string' },
    days: { type: 'string', default: '365' },
    'per-minute': { type: 'string', default: '60' },
    revoke: { type: 'string' },
  },
})
try {
  const engine = await openStore(loadSettings())
  const deps = { engine, clock: () => new Date() }
  const offices = await listOffices(engine.db)
  const asked = values.scopes?.split(',') ?? []
  const scopes = SCOPES.filter((scope) => asked.includes(scope))
  const [days, perMinute] = [Number(values.days), Number(values['per-minute'])]
  if (values.revoke) {
    await endApiKey(deps, values.revoke, 'command-line')
    console.log('Revoked')
  } else if (values.office && values.name) {
    if (!offices.some((office) => office.id === values.office))
      throw new PuenteError('P2009', { detail: `there is no office ${values.office}` })
    if (scopes.length === 0 || scopes.length !== asked.length) throw new PuenteError('P2009', { detail: `--scopes: ${SCOPES.join(',')}` })
    if (!(days >= 1 && days <= 730 && perMinute >= 1 && perMinute <= 6000))
      throw new PuenteError('P2009', { detail: '--days 1 to 730, --per-minute 1 to 6000' })
    const made = await makeApiKey(deps, { officeId: values.office, name: values.name, scopes, days, perMinute, by: 'command-line' })
    console.log(
      `Give this key to ${values.name}; it is shown this once and holds until ${new Date(made.expiresAt).toISOString()}:\n${made.key}`,
    )
  } else {
    console.log(`Offices:\n${offices.map((office) => `  ${office.id}  ${office.name}`).join('\n')}\n`)
    for (const key of await apiKeys(deps))
      console.log(
        `${key.id}  ${key.name}  ${key.scopes.join(',')}  ${key.revokedAt ? 'revoked' : `until ${new Date(key.expiresAt).toISOString()}`}`,
      )
    console.log('Usage: npm run api:key -- --office ID --name NAME --scopes SCOPES [--days 365] [--per-minute 60] | --revoke ID')
  }
  await engine.close()
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exitCode = 78
}
