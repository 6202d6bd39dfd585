import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type CampaignDeps, makeCampaign, moveCampaign } from '../../services/campaigns/index.ts'
import { loadMessages } from '../../services/content/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { byDay } from '../../services/offices/index.ts'
import { openVault } from '../../services/privacy/index.ts'
import { openStore } from '../../services/store/index.ts'
import { type AppProcess, startAppProcess } from '../support/app-process.ts'
import { bothStores } from '../support/both-stores.ts'
import { openCaseWorld } from '../support/case-world.ts'
import { type StandInProvider, startStandInProvider } from '../support/stand-in-provider.ts'
import { until } from '../support/test-app.ts'
import { seedAgreed } from './seed-agreed.ts'

const MASTER_KEY = 'cd'.repeat(32)
const PEOPLE = 40
/** Somewhere it is by day now: the service runs on the real clock here. */
const DAYLIGHT = ['gt', 'es', 'jp', 'in', 'nz'].find((region) => byDay([region], Date.now()) <= Date.now()) ?? 'gt'
const stores = bothStores()

describe.each(stores.settings)('a campaign and the end of the process, %s', (_name, settings) => {
  let dataDir: string
  let provider: StandInProvider
  let apps: AppProcess[] = []
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'puente-campaign-'))
    provider = await startStandInProvider()
  })
  afterEach(async () => {
    for (const app of apps) await app.stop()
    apps = []
    await provider.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  test('killed again and again, also with an answer of the provider on its way: everybody gets it exactly once', async () => {
    const env = { ...(await settings()), MASTER_KEY }
    const isShared = 'DATABASE_URL' in env
    const engine = await openStore({ databaseUrl: 'DATABASE_URL' in env ? String(env.DATABASE_URL) : undefined, dataDir })
    const world = await openCaseWorld(engine)
    const vault = await openVault(engine, [MASTER_KEY])
    const phones = await seedAgreed(engine, vault, {
      count: PEOPLE,
      now: Date.now(),
      of: (i) => ({ phone: `+50255180${String(i).padStart(2, '0')}`, region: DAYLIGHT }),
    })
    const deps: CampaignDeps = {
      ...world.deps,
      vault,
      clock: () => new Date(),
      logger: createLogger('silent'),
      text: (await loadMessages('content')).text,
      library: () => ({ services: new Map(), cards: [] }) as never,
    }
    const wish = { name: 'Regla', segment: {}, texts: { es: 'Cambia la regla del permiso.', en: 'The rule changes now.' }, perMinute: 600 }
    const { id } = await makeCampaign(deps, world.ana, wish)
    await moveCampaign(deps, world.ana, id, 'start')
    await engine.close()

    const start = async () => {
      // On PostgreSQL two processes share the work.
      apps = await Promise.all(Array.from({ length: isShared ? 2 : 1 }, () => startAppProcess({ dataDir, apiUrl: provider.apiUrl, env })))
    }
    const kill = async () => void (await Promise.all(apps.map((app) => app.kill())))
    const reached = () => new Set(provider.taken.map((m) => m.to)).size
    await start()
    await until(() => reached() >= 5)
    await kill()
    provider.behaviour = 'take-and-hang'
    await start()
    const before = provider.taken.length
    await until(() => provider.taken.length > before)
    await kill()
    provider.behaviour = 'take'
    await start()
    await until(() => reached() === PEOPLE)
    // Everything has settled: nothing is left that could come twice.
    const look = isShared ? await openStore({ databaseUrl: String(env.DATABASE_URL), dataDir }) : undefined
    if (look) {
      await until(async () => (await look.db.selectFrom('job').select('id').execute()).length === 0)
      await look.close()
    } else {
      for (const app of apps) await app.stop()
      apps = []
      const after = await openStore({ databaseUrl: undefined, dataDir })
      const rows = await after.db.selectFrom('campaign').select(['state', 'people', 'sent', 'left_out']).execute()
      expect(rows).toMatchObject([{ people: PEOPLE, sent: PEOPLE, left_out: 0 }])
      await after.close()
    }
    expect(phones.map((phone) => provider.taken.filter((m) => m.to === phone).length)).toEqual(phones.map(() => 1))
  }, 180_000)
})
