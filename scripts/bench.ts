// npm run bench [-- --quick]: what the road costs, against the bare model, in one run (these machines are noisy: read the ratios).
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { MODEL_DIR } from '../services/brain/index.ts'
import { LocalEmbeddings, startWorkerPool } from '../services/embedding/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { startAppProcess } from './bench/app-process.ts'
import { contentCost } from './bench/content-cost.ts'
import { atRate, postSms, quantile, senderNumber } from './bench/load.ts'
import { startStandIn } from './bench/stand-in.ts'
import { turnCost } from './bench/turn-cost.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean' } } })
const TURNS = values.quick ? 200 : 1000
const ACCEPTS = values.quick ? 400 : 2000
const PACED = values.quick ? 60 : 300

const texts = (await readFile('content/examples/v-mx.jsonl', 'utf8'))
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as { text: string; route: string })
  .filter((e) => e.route === 'answer')
  .map((e) => e.text)
const textOf = (i: number) => `${texts[i % texts.length]}${' .'.repeat(Math.floor(i / texts.length))}`
const figures: Record<string, number | string> = {}
const report = (name: string, value: number | string) => {
  figures[name] = typeof value === 'number' ? Math.round(value * 100) / 100 : value
  console.log(`${name.padEnd(52)} ${figures[name]}`)
}

const pool = await startWorkerPool({ modelDir: resolve(MODEL_DIR), size: 1, logger: createLogger('error') })
const bare = new LocalEmbeddings(pool)
await bare.query('warm up')
const single: number[] = []
for (let i = 0; i < 200; i++) {
  const at = performance.now()
  await bare.query(textOf(i))
  single.push(performance.now() - at)
}
const bareMs = quantile(single, 0.5)
const bareRate = 1000 / (single.reduce((a, b) => a + b, 0) / single.length)
report('bare embedding, one worker: ms (p50)', bareMs)
report('bare embedding, one worker: texts/s', bareRate)
await pool.stop()

const cost = await contentCost(Array.from({ length: values.quick ? 60 : 200 }, (_, i) => textOf(i)))
report('content: reading and checking all files, ms', cost.loadMs)
report('content: index with vectors at hand, ms', cost.indexMs)
report('turn with all cards: ms p50', cost.turnMs)
report('turn with 60 cards: ms p50', cost.turnOfSixtyMs)
report('  ratio (goal <= 1.2)', cost.turnMs / cost.turnOfSixtyMs)

const turn = await turnCost(Array.from({ length: values.quick ? 60 : 300 }, (_, i) => textOf(i)))
report('understanding a message, embedding with it: ms p50', turn.read.p50)
report('understanding a message, embedding with it: ms p95', turn.read.p95)
report('  p95 in bare embeddings (goal <= 2)', turn.read.p95 / bareMs)
report('a turn in danger without the model: ms p50', turn.crisis.p50)
report('a turn in danger without the model: ms p99 (goal < 5)', turn.crisis.p99)

const dataDir = await mkdtemp(join(tmpdir(), 'puente-bench-'))
const provider = await startStandIn()
const first = await startAppProcess({ dataDir, apiUrl: provider.apiUrl })
report('start to ready, first time: ms', first.startMs)
await first.stop()
const app = await startAppProcess({ dataDir, apiUrl: provider.apiUrl })
report('start to ready, second time: ms (goal <= 3000)', app.startMs)

let sender = 0
const warm = sender
for (let i = 0; i < 20; i++) await postSms(app.url, senderNumber(sender++), textOf(i))
await provider.reached(warm + 20)

const sentAt = new Map<string, number>()
const latencies = () => [...sentAt].map(([from, at]) => (provider.takenAt.get(from) ?? Number.NaN) - at)
await atRate(PACED, 30, async (i) => {
  const from = senderNumber(sender++)
  sentAt.set(from, performance.now())
  await postSms(app.url, from, textOf(500 + i))
})
await provider.reached(sender)
report('webhook to provider call at 30/s: ms p50', quantile(latencies(), 0.5))
report('webhook to provider call at 30/s: ms p95', quantile(latencies(), 0.95))
report('  p95 in bare embeddings (goal <= 5)', quantile(latencies(), 0.95) / bareMs)

const startedAt = performance.now()
await Promise.all(
  Array.from({ length: 8 }, async (_, lane) => {
    for (let i = lane; i < TURNS; i += 8) await postSms(app.url, senderNumber(sender++), textOf(1000 + i))
  }),
)
await provider.reached(sender)
const rate = TURNS / ((performance.now() - startedAt) / 1000)
report('answered turns/s through the whole road', rate)
report('  ratio to the bare rate (goal >= 0.8)', rate / bareRate)
report('memory after these turns: MB RSS (goal <= 600)', await app.rssMb())

const accepts: number[] = []
await atRate(ACCEPTS, 200, async (i) => {
  accepts.push(await postSms(app.url, senderNumber(sender++), textOf(3000 + i)))
})
report('webhook to 200 at 200/s: ms p50', quantile(accepts, 0.5))
report('webhook to 200 at 200/s: ms p99', quantile(accepts, 0.99))

await app.stop()
await provider.stop()
await rm(dataDir, { recursive: true, force: true })
console.log(JSON.stringify(figures))
