import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { sentCanaries } from './canaries.ts'
import { until } from './test-app.ts'

export const PROCESS_TOKEN = '0123456789abcdef0123456789abcdef'

export interface AppProcess {
  readonly url: string
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>
  stop(): Promise<number | null>
}

/** The service as its own process, to be killed. @param env settings besides port, account and data folder */
export async function startAppProcess(options: { dataDir: string; apiUrl: string; env?: Record<string, string> }): Promise<AppProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child: ChildProcess = spawn(process.execPath, ['--no-warnings', 'services/main.ts'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: String(port),
      DATA_DIR: options.dataDir,
      LOG_LEVEL: 'debug',
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
      TWILIO_AUTH_TOKEN: PROCESS_TOKEN,
      TWILIO_SMS_FROM: '+15005550006',
      TWILIO_API_URL: options.apiUrl,
      ...options.env,
    },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      log += String(chunk)
    })
  await until(
    () =>
      child.exitCode !== null ||
      fetch(`${url}/readyz`).then(
        (r) => r.status === 200,
        () => false,
      ),
  )
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'close')
      sentCanaries.search(log)
    }
    return child.exitCode
  }
  return { url, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
