// npm run load -- --seconds N [--rate R] [--accept-seconds N] [--workers N]: the highest rate of answered messages that holds on this
// machine (or the given one), beside the bare embedding rate of the same cores in the same run; latencies, memory, how fast messages
// are accepted, and how long a crisis message takes while everything is busy. At the end it waits until everybody who was accepted has an
// answer: whoever has none is lost. The load itself runs on the same cores.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { MODEL_DIR } from '../services/brain/index.ts'
import { LocalEmbeddings, startWorkerPool } from '../services/embedding/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { startAppProcess } from './bench/app-process.ts'
import { atRate, deliverSms, newSid, postSms, quantile } from './bench/load.ts'
import { startStandIn } from './bench/stand-in.ts'
import { finish, showProgress } from './durable/progress.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '0' },
    'accept-seconds': { type: 'string', default: '5' },
    workers: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const rate = Number(values.rate)
const cores = availableParallelism()
const BARE_SECONDS = Math.min(6, seconds)
const WARM_SECONDS = Math.min(30, Math.max(seconds / 4, Math.min(5, seconds)))
/** Nobody has got an answer for so long: the rest is lost. */
const STALL_MS = 60_000
/** So many people wait for an answer at any time when the highest rate is looked for. */
const LANES = 32
const CRISIS_EVERY_MS = 500
const ACCEPT_RATE = 500
const CRISIS = 'quiero matarme, ya no quiero vivir'

const texts = (await readFile('content/examples/v-mx.jsonl', 'utf8'))
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { text: string; route: string })
  .filter((example) => example.route === 'answer')
  .map((example) => example.text)
/** No text comes twice: nothing is answered from a cache. */
const textOf = (i: number) => `${texts[i % texts.length]} ${i}`
const round = (value: number, digits = 1) => Math.round(value * 10 ** digits) / 10 ** digits
const quantiles = (list: readonly number[]) => ({
  p50: round(quantile(list, 0.5)),
  p95: round(quantile(list, 0.95)),
  p99: round(quantile(list, 0.99)),
})

async function bareRate(): Promise<number> {
  const pool = await startWorkerPool({ modelDir: resolve(MODEL_DIR), size: cores, logger: createLogger('error') })
  const bare = new LocalEmbeddings(pool)
  await Promise.all(Array.from({ length: cores * 8 }, (_, i) => bare.query(textOf(i))))
  const until = performance.now() + BARE_SECONDS * 1000
  const startedAt = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: cores * 2 }, async () => {
      while (performance.now() < until) await bare.query(textOf(count++))
    }),
  )
  const perSecond = count / ((performance.now() - startedAt) / 1000)
  await pool.stop()
  return perSecond
}

const bare = await bareRate()
const dataDir = await mkdtemp(join(tmpdir(), 'puente-load-'))
const provider = await startStandIn()
const app = await startAppProcess({ dataDir, apiUrl: provider.apiUrl, env: values.workers ? { EMBED_WORKERS: values.workers } : {} })
let people = 0
/** Messages that were answered with 200: everybody writes once, and each must get an answer. */
let accepted = 0
const nobody = () => `+1346${String(7_000_000 + people++)}`

/** One message, until its answer leaves. @returns ms */
async function answered(text: string): Promise<number> {
  const from = nobody()
  const at = performance.now()
  await postSms(app.url, from, text)
  accepted++
  await Promise.race([provider.takenFor(from), delay(STALL_MS, undefined, { ref: false })])
  return (provider.takenAt.get(from) ?? Number.POSITIVE_INFINITY) - at
}

/** Waits until everybody who was accepted has an answer, or nobody gets one any more. @returns how many have none */
async function lostOnes(): Promise<number> {
  const progress = showProgress('answered of those accepted')
  for (let before = -1; provider.takenAt.size < accepted && provider.takenAt.size > before; ) {
    before = provider.takenAt.size
    await Promise.race([provider.reached(accepted), delay(STALL_MS)])
    progress(provider.takenAt.size, accepted)
  }
  return accepted - provider.takenAt.size
}

async function answerFor(forSeconds: number, latencies: number[]): Promise<number> {
  const startedAt = performance.now()
  const until = startedAt + forSeconds * 1000
  const progress = showProgress('seconds under load')
  const tell = setInterval(
    () => progress(Math.round((performance.now() - startedAt) / 1000), forSeconds, `${latencies.length} answered`),
    1000,
  )
  const one = async () => void latencies.push(await answered(textOf(people)))
  if (rate > 0) await atRate(Math.round(rate * forSeconds), rate, one)
  else
    await Promise.all(
      Array.from({ length: LANES }, async () => {
        while (performance.now() < until) await one()
      }),
    )
  clearInterval(tell)
  return latencies.length / ((performance.now() - startedAt) / 1000)
}

await answerFor(WARM_SECONDS, [])
const warmMb = await app.rssMb()
const latencies: number[] = []
const crises: number[] = []
let isBusy = true
const crisis = async () => {
  while (isBusy) {
    crises.push(await answered(CRISIS))
    await new Promise((resolve) => setTimeout(resolve, CRISIS_EVERY_MS))
  }
}
const [perSecond] = await Promise.all([
  answerFor(seconds, latencies).finally(() => {
    isBusy = false
  }),
  crisis(),
])
const endMb = await app.rssMb()

const accepts: number[] = []
let refused = 0
const acceptSeconds = Number(values['accept-seconds'])
const startedAt = performance.now()
const total = ACCEPT_RATE * acceptSeconds
await atRate(total, ACCEPT_RATE, async (i) => {
  const at = performance.now()
  if ((await deliverSms(app.url, { from: nobody(), text: textOf(100_000 + i), sid: newSid() })) === 200) {
    accepts.push(performance.now() - at)
    accepted++
  } else refused++
})
const acceptRate = accepts.length / ((performance.now() - startedAt) / 1000)
const lost = await lostOnes()
await app.kill()
await provider.stop()
await rm(dataDir, { recursive: true, force: true })
const ratio = perSecond / bare
const growth = (endMb - warmMb) / warmMb
const answeredMs = quantiles(latencies)
const crisisMs = quantiles(crises)
const acceptMs = quantiles(accepts)
const holds = {
  lost: lost === 0 && refused === 0,
  ratio: ratio >= 0.7,
  memory: growth <= 0.05,
  crisis: crisisMs.p99 <= 1000,
  accept: acceptRate >= 0.95 * ACCEPT_RATE && acceptMs.p99 <= 100,
}
finish(
  {
    show: 'load',
    seconds,
    cores,
    answered: latencies.length,
    answeredPerSecond: round(perSecond),
    barePerSecond: round(bare),
    ratio: round(ratio, 2),
    answeredMs,
    crises: crises.length,
    crisisMs,
    warmMb: Math.round(warmMb),
    endMb: Math.round(endMb),
    growth: round(growth, 3),
    acceptPerSecond: round(acceptRate),
    acceptMs,
    refused,
    accepted,
    lost,
    holds,
  },
  Object.values(holds).every(Boolean),
)
