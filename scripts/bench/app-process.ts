import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

export const BENCH_TOKEN = '0123456789abcdef0123456789abcdef'

export interface AppProcess {
  readonly url: string
  /** From the spawn to the first 200 of /readyz. */
  readonly startMs: number
  /** Resident memory in MB (Linux). */
  rssMb(): Promise<number>
  stop(): Promise<void>
}

/** As `npm start` does: garbage is taken away in smaller pieces, which costs no time that can be measured and saves 100 MB. */
const NODE_FLAGS = ['--no-warnings', '--max-semi-space-size=8']

/** The real service as its own process, sending to a stand-in provider. */
export async function startAppProcess(options: { dataDir: string; apiUrl: string }): Promise<AppProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const child: ChildProcess = spawn(process.execPath, [...NODE_FLAGS, 'services/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: String(port),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'warn',
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: BENCH_TOKEN,
      TWILIO_SMS_FROM: '+15005550006',
      TWILIO_API_URL: options.apiUrl,
    },
  })
  for (;;) {
    if (child.exitCode !== null) throw new RangeError(`the service ended with ${child.exitCode}`)
    const isReady = await fetch(`${url}/readyz`).then(
      (r) => r.status === 200,
      () => false,
    )
    if (isReady) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    startMs: performance.now() - startedAt,
    async rssMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
    },
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
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
