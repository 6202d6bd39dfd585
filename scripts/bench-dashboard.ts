// npm run bench:dashboard [-- --messages 1000000]: what reading an office's month costs when that many messages were counted, on both
// stores. Each message is counted as the service counts it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { COUNTRIES, PHASES, TOPICS } from '../bot/vocabulary.ts'
import { readMonth } from '../services/figures/index.ts'
import { addFigures, type Counted, type Engine, type FigureKey, openStore } from '../services/store/index.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { quantile } from './bench/load.ts'
import { finish, showProgress } from './durable/progress.ts'

const { values } = parseArgs({ options: { messages: { type: 'string', default: '1000000' } } })
const messages = Number(values.messages)
const OFFICES = 12
const DAYS = 90
const READS = 30
const LIMIT_MS = 500
const A_TRANSACTION = 5000
const LANGS = ['es', 'es', 'es', 'en', 'ht', 'fr', 'pt']
const CHANNELS = ['sms', 'whatsapp', 'whatsapp', 'web']

/** The same numbers in every run; low ones are likelier, as some topics are asked far more than others. */
let seed = 11
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const often = <T>(list: readonly T[]): T => list[Math.floor(random() ** 2 * list.length)] as T
const dayOf = (n: number) => new Date(Date.UTC(2026, 8, 1 + n, 12)).toISOString().slice(0, 10)

interface Said {
  readonly key: FigureKey
  readonly counts: Partial<Record<Counted, number>>
}
const said = (i: number): Said => ({
  key: {
    day: dayOf(Math.floor(random() * DAYS)),
    officeId: `office-${Math.floor(random() ** 2 * OFFICES)}`,
    by: { country: often(COUNTRIES), topic: often(TOPICS), phase: pick(['', ...PHASES]), lang: pick(LANGS), channel: pick(CHANNELS) },
  },
  counts: {
    questions: 1,
    ...(i % 3 === 0 ? { conversations: 1, people: 1 } : {}),
    ...(i % 5 === 0 ? { conversations_month: 1 } : {}),
    ...(i % 9 === 0 ? { unanswered: 1 } : {}),
    ...(i % 20 === 0 ? { handoffs: 1 } : {}),
    ...(i % 30 === 0 ? { useful: 1 } : {}),
  },
})

async function measure(name: string, engine: Engine) {
  const progress = showProgress(`${name}: messages counted`)
  const startedAt = performance.now()
  for (let at = 0; at < messages; at += A_TRANSACTION) {
    const end = Math.min(messages, at + A_TRANSACTION)
    await engine.unhurried(async (tx) => {
      for (let i = at; i < end; i++) {
        const { key, counts } = said(i)
        await addFigures(tx, key, counts)
      }
    })
    progress(end, messages)
  }
  const countMs = (performance.now() - startedAt) / messages
  const asked = { officeId: 'office-0', month: '2026-10', today: '2026-11-25' }
  const times: number[] = []
  for (let i = 0; i < READS; i++) {
    const from = performance.now()
    await readMonth(engine.db, asked)
    times.push(performance.now() - from)
  }
  await engine.close()
  const round = (ms: number) => Math.round(ms * 10) / 10
  return {
    countMs: Math.round(countMs * 1000) / 1000,
    p50Ms: round(quantile(times, 0.5)),
    p95Ms: round(quantile(times, 0.95)),
    maxMs: round(Math.max(...times)),
  }
}

const dataDir = await mkdtemp(join(tmpdir(), 'puente-figures-'))
const postgres = await startPostgres()
const sqlite = await measure('SQLite', await openStore({ databaseUrl: undefined, dataDir }))
const pg = await measure('PostgreSQL', await openStore({ databaseUrl: await postgres.newDatabase(), dataDir }))
await postgres.stop()
await rm(dataDir, { recursive: true, force: true })
finish({ show: 'dashboard', messages, sqlite, postgres: pg, limitMs: LIMIT_MS }, sqlite.p95Ms <= LIMIT_MS && pg.p95Ms <= LIMIT_MS)
