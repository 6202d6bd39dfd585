// npm run db:migrate: brings the database of the settings to this release's form (the start does the same by itself).
import { loadSettings } from '../services/config/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { openStore } from '../services/store/index.ts'

try {
  const engine = await openStore(loadSettings(process.env))
  await engine.close()
  console.log('The database is up to date.')
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exit(78)
}
