import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { seedFollowUps } from '../../scripts/bench/seed-follow-ups.ts'
import { byDay } from '../../services/offices/index.ts'
import { openVault } from '../../services/privacy/index.ts'
import { type Engine, listFollowUpFigures, openStore } from '../../services/store/index.ts'
import { type AppProcess, startAppProcess } from '../support/app-process.ts'
import { bothStores } from '../support/both-stores.ts'
import { type StandInProvider, startStandInProvider } from '../support/stand-in-provider.ts'
import { until } from '../support/test-app.ts'

const MASTER_KEY = 'cd'.repeat(32)
const PEOPLE = 40
const HOUR_MS = 3_600_000
/** Where it is by day now, and what numbers begin with there: the service runs on the real clock here. */
const PLACES = { gt: '+5024', es: '+3461', in: '+91987', jp: '+81901', nz: '+6421' }
const [, PREFIX] = Object.entries(PLACES).find(([region]) => byDay([region], Date.now()) <= Date.now()) ?? ['', PLACES.gt]

/** Real processes of the service, which look for who is due at the same time: on PostgreSQL two, on SQLite one and then another. */
describe.each(bothStores().settings)('check-ins and several processes, %s', (_name, settings) => {
  let dataDir: string
  let provider: StandInProvider
  let apps: AppProcess[] = []
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'puente-check-ins-'))
    provider = await startStandInProvider()
  })
  afterEach(async () => {
    for (const app of apps) await app.stop()
    await provider.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  test('forty people are due at once, and the processes are killed in the middle: each is asked once, and counted once', async () => {
    const env = { ...(await settings()), MASTER_KEY, FOLLOW_UP_PER_MINUTE: '240' }
    const databaseUrl = 'DATABASE_URL' in env ? String(env.DATABASE_URL) : undefined
    const withStore = async <T>(work: (engine: Engine) => Promise<T>): Promise<T> => {
      const engine = await openStore({ databaseUrl, dataDir })
      try {
        return await work(engine)
      } finally {
        await engine.close()
      }
    }
    await withStore(async (engine) => {
      const now = Date.now()
      await seedFollowUps(engine, await openVault(engine, [MASTER_KEY]), { count: PEOPLE, dueAt: now - HOUR_MS, now, prefix: PREFIX })
    })
    const start = async () => {
      const count = databaseUrl ? 2 : 1
      apps = await Promise.all(Array.from({ length: count }, () => startAppProcess({ dataDir, apiUrl: provider.apiUrl, env })))
    }
    const asked = () => provider.taken.filter(({ body }) => /preguntarle/.test(body))
    await start()
    await until(() => asked().length >= 5)
    await Promise.all(apps.map((app) => app.kill()))
    await start()
    await until(() => new Set(asked().map(({ to }) => to)).size === PEOPLE)
    for (const app of apps) await app.stop()
    apps = []
    expect(asked()).toHaveLength(PEOPLE)
    await withStore(async ({ db }) => {
      const rows = await db.selectFrom('check_in').select(['state', 'attempt']).execute()
      expect(rows.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(rows.map(() => 'asking 1'))
      const figures = (await listFollowUpFigures(db)).filter(({ measure }) => measure === 'asked')
      expect(figures.reduce((sum, { n }) => sum + Number(n), 0)).toBe(PEOPLE)
    })
  }, 240_000)
})
