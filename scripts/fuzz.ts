// npm run fuzz -- --count N [--seed N]: requests over every endpoint, bent in every way (malformed, oversized, wrong types, signatures,
// unicode, what is no HTTP), with and without a session. No crash, no answer 5xx, no hang.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { totpCode } from '../services/staff/index.ts'
import { startAppProcess } from './bench/app-process.ts'
import { type Answer, fuzzClient, sendRaw } from './durable/fuzz-client.ts'
import { anyRequest, type FuzzRequest, TARGETS } from './durable/fuzz-requests.ts'
import { randomOf } from './durable/fuzz-values.ts'
import { finish, showProgress } from './durable/progress.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } } })
const count = Number(values.count)
const random = randomOf(Number(values.seed))
const AT_ONCE = 64
const RAW_SHARE = 0.005
const KEPT_FAULTS = 10

const dataDir = await mkdtemp(join(tmpdir(), 'puente-fuzz-'))
const app = await startAppProcess({ dataDir, apiUrl: undefined, env: { LOG_LEVEL: 'silent', BOT_EMULATOR: 'true', TRUST_PROXY: 'true' } })
const authToken = /--token (\S+)/.exec(app.printed())?.[1] ?? ''
const staff = [...app.printed().matchAll(/^ {2}(\S+) +(\S+@demo\.example) +(\S+) {2}(\S+)$/gm)].map((m) => ({
  role: m[1] ?? '',
  email: m[2] ?? '',
  password: m[3] ?? '',
  secret: m[4] ?? '',
}))

async function signIn(member: (typeof staff)[number]): Promise<string> {
  const jar = new Map<string, string>()
  const post = async (path: string, body: object) => {
    const response = await fetch(`${app.url}/console/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-puente-console': '1', cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
      body: JSON.stringify(body),
    })
    for (const line of response.headers.getSetCookie())
      jar.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).split(';')[0] ?? '')
    if (!response.ok) throw new RangeError(`sign-in of ${member.role}: ${response.status}`)
  }
  await post('/sign-in', { email: member.email, password: member.password })
  await post('/sign-in/code', { code: totpCode(member.secret, Date.now()) })
  return [...jar].map(([k, v]) => `${k}=${v}`).join('; ')
}

/** Keys with every scope, made by an administrator as one is made for an institution. */
async function makeKeys(): Promise<string[]> {
  const cookie = cookies[[...new Set(staff.map((m) => m.role))].indexOf('administrator')] ?? ''
  const headers = { 'content-type': 'application/json', 'x-puente-console': '1', cookie }
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${app.url}/console/api${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    if (!response.ok) throw new RangeError(`${method} ${path}: ${response.status}`)
    return (await response.json()) as { offices: { id: string }[]; scopes: string[]; key: string }
  }
  const { offices } = await ask('GET', '/offices')
  const { scopes } = await ask('GET', '/api-keys')
  const wanted = { name: 'Fuzz', scopes, days: 1, perMinute: 6000 }
  return await Promise.all(offices.slice(0, 3).map(async ({ id }) => (await ask('POST', '/api-keys', { ...wanted, officeId: id })).key))
}

const cookies: string[] = []
for (const member of [...new Map(staff.map((m) => [m.role, m])).values()]) cookies.push(await signIn(member))
const apiKeys = await makeKeys()
const world = { url: app.url, authToken, cookies, apiKeys }
const client = fuzzClient(app.url, AT_ONCE)
const byStatus: Record<string, number> = {}
const faults: string[] = []
const progress = showProgress('requests')
const startedAt = performance.now()
let sent = 0
let done = 0

function note(answer: Answer, request: FuzzRequest | undefined): void {
  byStatus[String(answer)] = (byStatus[String(answer)] ?? 0) + 1
  const isFault = answer === 'hang' || answer >= 500
  if (isFault && faults.length < KEPT_FAULTS)
    faults.push(`${answer} ${request?.method ?? 'raw'} ${request?.path.slice(0, 120) ?? ''} ${String(request?.body ?? '').slice(0, 200)}`)
  progress(++done, count)
}

await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (sent < count && app.crashed() === undefined) {
      sent++
      if (random() < RAW_SHARE) note(await sendRaw(app.url, random), undefined)
      else {
        const request = anyRequest(random, world)
        note(await client.send(request), request)
      }
    }
  }),
)
const seconds = (performance.now() - startedAt) / 1000
const crash = app.crashed()
const isAlive = crash === undefined && (await fetch(`${app.url}/healthz`)).status === 200
client.close()
await app.stop()
await rm(dataDir, { recursive: true, force: true })
const serverErrors = Object.entries(byStatus).reduce((sum, [status, n]) => sum + (Number(status) >= 500 ? n : 0), 0)
for (const fault of faults) console.error(fault)
finish(
  {
    show: 'fuzz',
    seed: Number(values.seed),
    requests: done,
    endpoints: TARGETS.length,
    signedInAs: cookies.length,
    crashes: crash === undefined ? 0 : 1,
    serverErrors,
    hangs: byStatus.hang ?? 0,
    byStatus,
    perSecond: Math.round(done / seconds),
  },
  isAlive && serverErrors === 0 && !byStatus.hang && done === count,
)
