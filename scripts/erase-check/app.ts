import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '../../test/support/test-app.ts'

export const TOKEN = '0123456789abcdef0123456789abcdef'
const KEY = 'cd'.repeat(32)

export interface WatchedApp {
  readonly url: string
  /** Everything on the heap of the running service, written to the folder `heap`. */
  heapSnapshot(): Promise<void>
  backup(to: string): Promise<void>
  restore(from: string, place: Readonly<Record<string, string>>): Promise<{ people: number; erased: number }>
  stop(): Promise<void>
}

/** The service as its own process; its log, temporary files and heap snapshots have folders of their own. */
export async function startWatchedApp(folder: string, apiUrl: string, storeEnv: Readonly<Record<string, string>>): Promise<WatchedApp> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'test',
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    TMPDIR: join(folder, 'temp'),
    MASTER_KEY: KEY,
    LOG_LEVEL: 'debug',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_SMS_FROM: '+15005550006',
    TWILIO_API_URL: apiUrl,
    ...storeEnv,
  }
  const flags = ['--no-warnings', '--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${join(folder, 'heap')}`, '--max-semi-space-size=8']
  const child = spawn(process.execPath, [...flags, 'services/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = createWriteStream(join(folder, 'log', 'service.log'))
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  await until(
    async () =>
      child.exitCode !== null ||
      (await fetch(`${url}/readyz`).then(
        (r) => r.status === 200,
        () => false,
      )),
  )
  const command = async (script: string, args: string[], over: Record<string, string> = {}) => {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, ...args], { env: { ...env, ...over } })
    return JSON.parse(stdout) as { people: number; erased: number }
  }
  const sizes = async () => {
    const names = await readdir(join(folder, 'heap'))
    return await Promise.all(names.map(async (name) => (await stat(join(folder, 'heap', name))).size))
  }
  return {
    url,
    async heapSnapshot() {
      const before = (await sizes()).length
      child.kill('SIGUSR2')
      // Written in one go while the service stands still: when it answers again, the file is whole.
      await until(async () => (await sizes()).length > before)
      await until(() =>
        fetch(`${url}/healthz`).then(
          (r) => r.ok,
          () => false,
        ),
      )
    },
    backup: async (to) => void (await command('scripts/backup.ts', ['--to', to])),
    restore: (from, place) => command('scripts/restore.ts', ['--from', from], place),
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await new Promise((resolve) => log.end(resolve))
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
