// npm run audit:verify [-- --head HASH]: recomputes the audit chain; --head: a link noted earlier (log, backup) must be in it.
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { askRunning } from '../services/control/index.ts'
import { openStore, verifyAudit } from '../services/store/index.ts'
import { exitWith, isHeldByAnother } from './support/operator.ts'

const { values } = parseArgs({ options: { head: { type: 'string' } } })
try {
  const settings = loadSettings()
  const engine = await openStore(settings).catch((error: unknown) => {
    if (isHeldByAnother(error)) return undefined
    throw error
  })
  const known = values.head ?? ''
  const chain = engine ? await verifyAudit(engine.db, known) : await askRunning(settings.dataDir, 'audit', known)
  await engine?.close()
  console.log(JSON.stringify(chain))
  if (chain.brokenAt !== null || (known !== '' && chain.hasHead !== true)) process.exit(1)
} catch (error) {
  exitWith(error)
}
