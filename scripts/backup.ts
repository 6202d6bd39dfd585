// npm run backup -- --to FILE: one moment of the whole database, sealed, while the service goes on; beside it the key ring.
// The database is taken in whatever form it is: before an upgrade too.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeBackup } from '../services/backup/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { askRunning } from '../services/control/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { createKeyWrap, readMasterKeys } from '../services/privacy/index.ts'
import { openEngine } from '../services/store/index.ts'
import { exitWith, isHeldByAnother } from './support/operator.ts'

const { values } = parseArgs({ options: { to: { type: 'string' } } })
try {
  if (!values.to) throw new PuenteError('P2009', { detail: 'usage: npm run backup -- --to FILE' })
  const settings = loadSettings()
  const to = resolve(values.to)
  const engine = await openEngine(settings).catch((error: unknown) => {
    if (isHeldByAnother(error)) return undefined
    throw error
  })
  if (engine) {
    const wrap = createKeyWrap(await readMasterKeys(settings))
    const deps = { engine, wrap, clock: () => new Date(), logger: createLogger('warn') }
    console.log(JSON.stringify(await writeBackup(deps, to)))
    await engine.close()
  } else console.log(JSON.stringify(await askRunning(settings.dataDir, 'backup', to)))
} catch (error) {
  exitWith(error)
}
