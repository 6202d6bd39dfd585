import { afterAll, beforeAll } from '@jest/globals'
import { type Engine, openStore } from '../../services/store/index.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'

export interface BothStores {
  /** For describe.each: name, and a function that opens an empty store. */
  readonly engines: readonly (readonly [string, () => Promise<Engine>])[]
  /** For describe.each: name, and a function that gives the settings of an app on an empty database. */
  readonly settings: readonly (readonly [string, () => Promise<Record<string, string>>])[]
}

/** Everything that is told of the store is told of both: SQLite, and a real PostgreSQL that lives as long as the test file. */
export function bothStores(): BothStores {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 120_000)
  afterAll(async () => {
    await postgres.stop()
  })
  return {
    engines: [
      ['SQLite', () => openStore({ databaseUrl: undefined, dataDir: ':memory:' })],
      ['PostgreSQL', async () => openStore({ databaseUrl: await postgres.newDatabase(), dataDir: '' })],
    ],
    settings: [
      ['SQLite', async () => ({})],
      ['PostgreSQL', async () => ({ DATABASE_URL: await postgres.newDatabase() })],
    ],
  }
}
