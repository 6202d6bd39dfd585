// npm run outage -- [--hours 6] [--people 20] [--step-minutes 10]: the provider is down for hours of an injected clock (refuses, cuts,
// loses answers), people go on writing; afterwards everything has been delivered once and in order, and what lost its sense says why.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from '../services/build-app.ts'
import { loadSettings } from '../services/config/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { countJobs, openStore } from '../services/store/index.ts'
import { BENCH_TOKEN } from './bench/app-process.ts'
import { deliverSms, newSid } from './bench/load.ts'
import { type Accepted, takeAccount } from './durable/account.ts'
import { finish, showProgress } from './durable/progress.ts'
import { type Meeting, startFaultyProvider } from './durable/provider.ts'

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '6' },
    people: { type: 'string', default: '20' },
    'step-minutes': { type: 'string', default: '10' },
  },
})
const stepMs = Number(values['step-minutes']) * 60_000
const steps = Math.ceil((Number(values.hours) * 3_600_000) / stepMs)
const people = Number(values.people)
const LOOK_EVERY_MS = 20
/** How it is down changes: at first it still takes and loses the answers, then it refuses, then nobody is there. */
const DOWN: Meeting[] = ['take-and-cut', '503', 'take-and-503', 'cut']

let skewMs = 0
const dataDir = await mkdtemp(join(tmpdir(), 'puente-outage-'))
const clock = () => new Date(Date.now() + skewMs)
const provider = await startFaultyProvider(clock)
const settings = loadSettings({
  NODE_ENV: 'test',
  PORT: '0',
  DATA_DIR: dataDir,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: BENCH_TOKEN,
  TWILIO_SMS_FROM: '+15005550006',
  TWILIO_API_URL: provider.apiUrl,
})
const app = await buildApp({ settings, root: process.cwd(), logger: createLogger('silent'), clock })
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
/** The clock is moved only while nothing is under way: a call never takes ten minutes. */
const atRest = async () => {
  for (let quiet = 0; quiet < 3; ) {
    quiet = ((await countJobs(app.store.db)).running ?? 0) === 0 ? quiet + 1 : 0
    await pause()
  }
}
const accepted: Accepted[] = []
const write = async (person: number) => {
  const sms = { from: `+1346${String(6_500_000 + person)}`, text: 'perdi mi acta de nacimiento, soy de Puebla', sid: newSid() }
  if ((await deliverSms(app.url, sms)) === 200) accepted.push({ sid: sms.sid, from: sms.from, at: performance.now() })
}

for (let person = 0; person < people; person++) await write(person)
await atRest()
const progress = showProgress('steps of the outage')
let longestCalls = 0
for (let step = 0; step < steps; step++) {
  const meeting = DOWN[Math.min(DOWN.length - 1, Math.floor((step / steps) * DOWN.length))] ?? '503'
  provider.meet = () => meeting
  const before = provider.calls()
  for (let person = step % 3; person < people; person += 3) await write(person)
  await atRest()
  skewMs += stepMs
  await pause()
  await atRest()
  longestCalls = Math.max(longestCalls, provider.calls() - before)
  progress(step + 1, steps, `${accepted.length} messages acknowledged`)
}
provider.meet = () => 'take'
const backAt = Date.now() + skewMs
for (let open = 1; open > 0; ) {
  await atRest()
  const jobs = await countJobs(app.store.db)
  open = (jobs.ready ?? 0) + (jobs.running ?? 0)
  if (open > 0) skewMs += 5_000
}
const catchUpMs = Date.now() + skewMs - backAt
const setAside = (await countJobs(app.store.db)).dead ?? 0
await app.stop()
const engine = await openStore({ databaseUrl: undefined, dataDir })
const account = await takeAccount(engine, accepted, provider.taken)
await engine.close()
await provider.stop()
await rm(dataDir, { recursive: true, force: true })
finish(
  {
    show: 'outage',
    hours: (steps * stepMs) / 3_600_000,
    people,
    ...account,
    setAside,
    mostCallsInAStep: longestCalls,
    catchUpSeconds: Math.round(catchUpMs / 1000),
  },
  account.lost === 0 && account.doubled === 0 && account.disordered === 0 && account.openJobs === 0,
)
