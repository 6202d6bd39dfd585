// npm run torture -- --kills N [--postgres] [--processes P] [--people N]: traffic through the real service, kill -9 at random
// points (while it starts too), a provider that cuts, refuses and loses answers. Nothing lost, nothing twice, every order kept.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../services/store/index.ts'
import { startPostgres } from '../test/support/postgres.ts'
import { type AppProcess, startAppProcess } from './bench/app-process.ts'
import { takeAccount } from './durable/account.ts'
import { finish, showProgress } from './durable/progress.ts'
import { startFaultyProvider } from './durable/provider.ts'
import { drained, startTraffic } from './durable/traffic.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    processes: { type: 'string', default: '1' },
    people: { type: 'string', default: '30' },
    postgres: { type: 'boolean', default: false },
  },
})
const kills = Number(values.kills)
const count = values.postgres ? Number(values.processes) : 1
/** Every eighth process is killed before it is ready. */
const KILLED_STARTING = 0.125
const LONGEST_LIFE_MS = 2_500
const LONGEST_START_MS = 4_000

const postgres = values.postgres ? await startPostgres() : undefined
const dataDir = await mkdtemp(join(tmpdir(), 'puente-torture-'))
const databaseUrl = await postgres?.newDatabase()
const provider = await startFaultyProvider()
provider.callsBack = true
provider.meet = () => {
  const dice = Math.random()
  if (dice < 0.02) return 'take-and-cut'
  if (dice < 0.03) return 'take-and-503'
  if (dice < 0.04) return '503'
  return dice < 0.05 ? 'cut' : 'take'
}
const env: Record<string, string> = { LOG_LEVEL: 'silent', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
const running: (AppProcess | undefined)[] = []
let killed = 0
let killedStarting = 0
const progress = showProgress('kills')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Starts the process of a place, and again when it was killed while it started. */
async function start(place: number): Promise<void> {
  for (;;) {
    const isDoomed = running.length === count && killed < kills && Math.random() < KILLED_STARTING
    try {
      running[place] = await startAppProcess({
        dataDir,
        apiUrl: provider.apiUrl,
        env,
        onSpawn: (kill) => void (isDoomed && setTimeout(kill, Math.random() * LONGEST_START_MS)),
      })
      if (!isDoomed) return
      // It was ready before its time: it is killed all the same.
      await running[place]?.kill()
    } catch (error) {
      if (!isDoomed) throw error
      killedStarting++
    }
    running[place] = undefined
    killed++
  }
}

for (let place = 0; place < count; place++) await start(place)
const startedAt = performance.now()
const traffic = startTraffic(Number(values.people), () => running.flatMap((app) => app?.url ?? []))
await Promise.all(
  Array.from({ length: count }, async (_, place) => {
    while (killed < kills) {
      await pause(Math.random() * LONGEST_LIFE_MS)
      killed++
      const app = running[place]
      running[place] = undefined
      await app?.kill()
      await start(place)
      progress(Math.min(killed, kills), kills, `${traffic.accepted.length} messages acknowledged`)
    }
  }),
)
await traffic.stop()
provider.meet = () => 'take'
await drained(running[0]?.url ?? '')
for (const app of running) await app?.stop()
const engine = await openStore({ databaseUrl, dataDir })
const account = await takeAccount(engine, traffic.accepted, provider.taken)
await engine.close()
await provider.stop()
await postgres?.stop()
await rm(dataDir, { recursive: true, force: true })
finish(
  {
    show: 'torture',
    store: values.postgres ? 'postgres' : 'sqlite',
    processes: count,
    kills: killed,
    killedStarting,
    ...account,
    deliveredAgain: traffic.again(),
    seconds: Math.round((performance.now() - startedAt) / 1000),
  },
  account.lost === 0 && account.doubled === 0 && account.disordered === 0 && account.openJobs === 0,
)
