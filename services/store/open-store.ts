import { join } from 'node:path'
import type { Engine } from './engine.ts'
import { openPostgres } from './engines/postgres.ts'
import { openSqlite } from './engines/sqlite.ts'
import { migrate } from './migrate.ts'

export interface StorePlace {
  readonly databaseUrl: string | undefined
  readonly dataDir: string
}

/** Opens the database that the settings name, in whatever form it is. */
export async function openEngine(where: StorePlace): Promise<Engine> {
  if (where.databaseUrl) return await openPostgres(where.databaseUrl)
  return await openSqlite(where.dataDir === ':memory:' ? ':memory:' : join(where.dataDir, 'puente.sqlite'))
}

/**
 * Opens the store that the settings name, in the form of this release.
 * @param where `databaseUrl` wins over `dataDir`; dataDir ":memory:" keeps nothing
 */
export async function openStore(where: StorePlace): Promise<Engine> {
  const engine = await openEngine(where)
  await migrate(engine)
  return engine
}
