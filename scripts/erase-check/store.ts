import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../test/support/postgres.ts'

export type StoreName = 'sqlite' | 'postgres'

/** The database of the service that is searched. All of its files lie below the folder `data`. */
export interface WatchedStore {
  /** Settings of the service. */
  readonly env: Readonly<Record<string, string>>
  /** Settings of an empty place for a restore. */
  restoreEnv(): Promise<Record<string, string>>
  /** Where the files of what was restored lie. */
  readonly restoredFolder: string
  /** Brings to disk what the database still holds in memory. */
  flush(): Promise<void>
  stop(): Promise<void>
}

export async function openWatchedStore(name: StoreName, folder: string): Promise<WatchedStore> {
  if (name === 'sqlite') {
    const restored = join(folder, 'restored')
    return {
      env: {},
      restoreEnv: async () => ({ DATA_DIR: restored }),
      restoredFolder: restored,
      flush: async () => {},
      stop: async () => {},
    }
  }
  // The server runs as another user, who must be able to reach its folder.
  await chmod(folder, 0o755)
  const data = join(folder, 'data')
  const server = await startPostgres({ folder: join(data, 'postgres'), logFile: join(folder, 'log', 'postgres.log') })
  const url = await server.newDatabase()
  return {
    env: { DATABASE_URL: url },
    restoreEnv: async () => ({ DATABASE_URL: await server.newDatabase() }),
    restoredFolder: data,
    async flush() {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query('CHECKPOINT')
      await client.end()
    },
    stop: () => server.stop(),
  }
}
