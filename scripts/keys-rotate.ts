// npm run keys:rotate [-- --new]: brings every key under the newest master key while the service goes on.
// --new puts a new key at the head of MASTER_KEY_FILE first; running services take it up at SIGHUP.
import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { askRunning } from '../services/control/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { openVault, readMasterKeys, rotateKeys } from '../services/privacy/index.ts'
import { openStore } from '../services/store/index.ts'
import { exitWith, isHeldByAnother } from './support/operator.ts'

const { values } = parseArgs({ options: { new: { type: 'boolean' } } })
try {
  const settings = loadSettings()
  if (values.new) {
    const path = settings.masterKeyFile
    if (!path) throw new PuenteError('P2009', { detail: '--new needs MASTER_KEY_FILE' })
    await writeFile(`${path}.next`, `${randomBytes(32).toString('hex')}\n${await readFile(path, 'utf8')}`, { mode: 0o600 })
    await rename(`${path}.next`, path)
    console.log('A new key stands first in the file. Send SIGHUP to every running service, then run keys:rotate again without --new.')
  } else {
    const engine = await openStore(settings).catch((error: unknown) => {
      if (isHeldByAnother(error)) return undefined
      throw error
    })
    if (engine) {
      const vault = await openVault(engine, await readMasterKeys(settings))
      const done = await rotateKeys({ engine, vault }, (people) => console.error(`${people} people`))
      console.log(JSON.stringify({ ...done, keyId: vault.wrap.newestId }))
      await engine.close()
    } else console.log(JSON.stringify(await askRunning(settings.dataDir, 'rotate', '')))
    console.error('Make a backup now; the old key is needed only for backups made before it.')
  }
} catch (error) {
  exitWith(error)
}
