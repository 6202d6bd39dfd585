// npm run db:migrate: brings the database of the settings to this release's form (the start does the same by itself where its account
// owns the tables). With DATABASE_OWNER_URL it migrates as the owner, and the account of DATABASE_URL gets what the service needs.
import { loadSettings } from '../services/config/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { grantDailyRights, openStore } from '../services/store/index.ts'

try {
  const settings = loadSettings()
  const { databaseUrl, databaseOwnerUrl, dataDir } = settings
  const engine = await openStore({ databaseUrl: databaseOwnerUrl ?? databaseUrl, dataDir })
  await engine.close()
  if (databaseOwnerUrl && databaseUrl) await grantDailyRights(databaseOwnerUrl, databaseUrl)
  console.log('The database is up to date.')
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exit(78)
}
