import { join } from 'node:path'
import type { Engine } from './engine.ts'
import { openPostgres } from './engines/postgres.ts'
import { openSqlite } from './engines/sqlite.ts'
import { migrate } from './migrate.ts'

/**
 * Opens the store that the settings name, in the form of this release.
 * @param where `databaseUrl` wins over `dataDir`; dataDir ":memory:" keeps nothing
 */
export async function openStore(where: { databaseUrl: string | undefined; dataDir: string }): Promise<Engine> {
  const engine = where.databaseUrl
    ? await openPostgres(where.databaseUrl)
    : await openSqlite(where.dataDir === ':memory:' ? ':memory:' : join(where.dataDir, 'puente.sqlite'))
  await migrate(engine)
  return engine
}
