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
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>
  /** How it ended by itself; undefined while it runs or when it was ended by us. */
  crashed(): string | undefined
  /** What it has printed (demo accounts stand there once). */
  printed(): string
}

/** As `npm start` does: garbage is taken away in smaller pieces, which costs no time that can be measured and saves 100 MB. */
const NODE_FLAGS = ['--no-warnings', '--max-semi-space-size=8']

/** The real service as its own process, sending to a stand-in provider. */
export async function startAppProcess(options: {
  dataDir: string
  /** Undefined: the service's own demo provider and demo staff. */
  apiUrl: string | undefined
  env?: Record<string, string>
  /** Called with what ends it at once, also while it starts. */
  onSpawn?(kill: () => void): void
}): Promise<AppProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const startedAt = performance.now()
  const child: ChildProcess = spawn(process.execPath, [...NODE_FLAGS, 'services/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'test',
      PORT: String(port),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'warn',
      ...(options.apiUrl ? account(options.apiUrl) : {}),
      ...options.env,
    },
  })
  let printed = ''
  let isEnding = false
  child.stdout?.on('data', (chunk) => {
    if (printed.length < MAX_PRINTED) printed += String(chunk)
  })
  const end = async (signal: NodeJS.Signals) => {
    isEnding = true
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  options.onSpawn?.(() => void end('SIGKILL'))
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new RangeError(`the service ended with ${child.exitCode ?? child.signalCode}`)
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
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    crashed: () => (isEnding ? undefined : (child.signalCode ?? (child.exitCode === null ? undefined : `exit ${child.exitCode}`))),
    printed: () => printed,
  }
}

const MAX_PRINTED = 20_000

function account(apiUrl: string): Record<string, string> {
  return {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: BENCH_TOKEN,
    TWILIO_SMS_FROM: '+15005550006',
    TWILIO_API_URL: apiUrl,
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
