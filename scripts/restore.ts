// npm run restore -- --from FILE [--keys RING] [--keep-form]: a backup onto an empty database. Who was erased since does not come back.
// --keep-form leaves it in the form of the release that made it, to go back to that release.
import { parseArgs } from 'node:util'
import { restoreBackup } from '../services/backup/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { readMasterKeys } from '../services/privacy/index.ts'
import { grantDailyRights } from '../services/store/index.ts'
import { exitWith } from './support/operator.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, keys: { type: 'string' }, 'keep-form': { type: 'boolean' } } })
try {
  if (!values.from) throw new PuenteError('P2009', { detail: 'usage: npm run restore -- --from FILE [--keys RING]' })
  const settings = loadSettings()
  const report = await restoreBackup({
    where: { databaseUrl: settings.databaseOwnerUrl ?? settings.databaseUrl, dataDir: settings.dataDir },
    masterKeys: await readMasterKeys(settings),
    from: values.from,
    keys: values.keys,
    form: values['keep-form'] ? 'kept' : 'latest',
    clock: () => new Date(),
  })
  const { databaseOwnerUrl, databaseUrl } = settings
  if (databaseOwnerUrl && databaseUrl && !values['keep-form']) await grantDailyRights(databaseOwnerUrl, databaseUrl)
  console.log(JSON.stringify(report))
} catch (error) {
  exitWith(error)
}
