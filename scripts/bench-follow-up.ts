// npm run bench:follow-up [-- --count 100000 --seconds 60]: so many check-ins fall due at once; how fast they leave (never above the send
// rate) and what people who write meanwhile notice of it, against the same service with nothing due, in one run.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildApp } from '../services/build-app.ts'
import { loadSettings } from '../services/config/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { openVault } from '../services/privacy/index.ts'
import { BENCH_TOKEN } from './bench/app-process.ts'
import { atRate, deliverSms, newSid, postSms, quantile, senderNumber } from './bench/load.ts'
import { FOLLOWED_PREFIX, seedFollowUps } from './bench/seed-follow-ups.ts'
import { startStandIn } from './bench/stand-in.ts'
import { finish } from './durable/progress.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '60' } },
})
const count = Number(values.count)
const seconds = Number(values.seconds)
const PER_MINUTE = 600
const ANSWERS_PER_SECOND = 5
const LIMIT_RATIO = 1.5
const HOUR_MS = 3_600_000
/** How often the service looks. */
const LOOK_MS = 5_000
const MASTER_KEY = 'ab'.repeat(32)

const texts = (await readFile('content/examples/v-mx.jsonl', 'utf8'))
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { text: string; route: string })
  .filter((example) => example.route === 'answer')
  .map((example) => example.text)

/** Noon in Central America, going on as clocks do; moved on to make everything due at once. */
const startedAt = Date.now()
let base = Date.parse('2026-11-25T17:00:00Z')
const clock = () => new Date(base + Date.now() - startedAt)

const dataDir = await mkdtemp(join(tmpdir(), 'puente-follow-up-'))
const provider = await startStandIn()
const settings = loadSettings({
  NODE_ENV: 'test',
  PORT: '0',
  DATA_DIR: dataDir,
  MASTER_KEY,
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: BENCH_TOKEN,
  TWILIO_SMS_FROM: '+15005550006',
  TWILIO_API_URL: provider.apiUrl,
  FOLLOW_UP_PER_MINUTE: String(PER_MINUTE),
})
const app = await buildApp({ settings, root: process.cwd(), logger: createLogger('error'), clock })

let sender = 0
async function answers(howMany: number): Promise<number> {
  const sentAt = new Map<string, number>()
  await atRate(howMany, ANSWERS_PER_SECOND, async (i) => {
    const from = senderNumber(sender++)
    sentAt.set(from, performance.now())
    await postSms(app.url, from, `${texts[(sender + i) % texts.length]}`)
  })
  await Promise.all([...sentAt.keys()].map((from) => provider.takenFor(from)))
  return quantile(
    [...sentAt].map(([from, at]) => (provider.takenAt.get(from) ?? Number.NaN) - at),
    0.95,
  )
}
const checkInTimes = () =>
  [...provider.takenAt]
    .filter(([to]) => to.startsWith(FOLLOWED_PREFIX))
    .map(([, at]) => at)
    .sort((a, b) => a - b)

await answers(30)
const seedFrom = performance.now()
await seedFollowUps(app.store, await openVault(app.store, [MASTER_KEY]), {
  count,
  dueAt: clock().getTime() + HOUR_MS,
  now: clock().getTime(),
})
const seedMs = performance.now() - seedFrom
// Storing kept this process from its connections: those that ended meanwhile are found out here.
for (let i = 0; i < 10; i++) await deliverSms(app.url, { from: senderNumber(sender++), text: texts[0] ?? '', sid: newSid() })
// With everything stored and nothing due.
await answers(30)
const idleP95 = await answers(seconds * ANSWERS_PER_SECOND)
base += HOUR_MS
const dueFrom = performance.now()
const busyP95 = await answers(seconds * ANSWERS_PER_SECOND)
const times = checkInTimes()
const minutes = (performance.now() - dueFrom) / 60_000
const most = Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length))
const asked = await app.store.db
  .selectFrom('check_in')
  .select((e) => e.fn.countAll<number>().as('n'))
  .where('state', '=', 'asking')
  .executeTakeFirstOrThrow()
await app.stop()
await provider.stop()
await rm(dataDir, { recursive: true, force: true })

const round = (value: number) => Math.round(value * 100) / 100
// What two looks may hand out can stand beside a whole minute's share.
const mostAllowed = PER_MINUTE * (1 + (2 * LOOK_MS) / 60_000)
const ratio = busyP95 / idleP95
finish(
  {
    show: 'follow-up',
    due: count,
    seedMs: Math.round(seedMs),
    perMinute: PER_MINUTE,
    asked: Number(asked.n),
    left: times.length,
    mostInAMinute: most,
    minutes: round(minutes),
    hoursForAll: round(count / PER_MINUTE / 60),
    idleP95Ms: round(idleP95),
    busyP95Ms: round(busyP95),
    ratio: round(ratio),
    limitRatio: LIMIT_RATIO,
  },
  ratio <= LIMIT_RATIO && most <= mostAllowed && times.length > 0,
)
