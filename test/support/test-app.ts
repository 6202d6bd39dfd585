import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type App, buildApp } from '../../services/build-app.ts'
import { loadSettings } from '../../services/config/index.ts'
import type { DemoMessage, DemoProvider } from '../../services/demo-provider/index.ts'
import { createLogger, type Logger } from '../../services/observability/index.ts'
import { readMasterKeys } from '../../services/privacy/index.ts'
import { openCanaries, readStored } from './canaries.ts'
import { knowStore } from './codes.ts'

export interface TestApp {
  readonly app: App
  readonly provider: DemoProvider
  /** Writes into the log as the service does. */
  readonly logger: Logger
  /** Everything that was logged. */
  logs(): string
  /** The messages that left for a number, once there are that many. */
  replies(phone: string, count: number): Promise<readonly DemoMessage[]>
  stop(): Promise<void>
}

/** The real app with the real model and content, in a folder of its own, sending to the local provider that speaks Twilio's contract. */
export async function startTestApp(env: Record<string, string> = {}, clock?: () => Date): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'puente-test-'))
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const settings = loadSettings({ NODE_ENV: 'test', PORT: '0', DATA_DIR: dataDir, ...env })
  const logger = createLogger('debug', sink as never)
  const app = await buildApp({ settings, root: process.cwd(), logger, ...(clock ? { clock } : {}) })
  const provider = app.demo as DemoProvider
  const forgetStore = knowStore(app.store)
  // Every number and every longer sentence that anybody sends in a test is a canary: none may stand in the log of any run.
  const canaries = openCanaries()
  const stopWatching = provider?.onMessage((m) => {
    canaries.address(m.phone)
    if (m.direction === 'in') canaries.words(m.text)
  })
  const out = (phone: string) => provider.messages(phone).filter((m) => m.direction === 'out')
  return {
    app,
    provider,
    logger,
    logs: () => lines.join(''),
    replies: (phone, count) =>
      new Promise((resolve) => {
        const look = () => {
          if (out(phone).length < count) return
          stop()
          resolve(out(phone))
        }
        const stop = provider.onMessage(look)
        look()
      }),
    async stop() {
      stopWatching?.()
      forgetStore()
      // What came by web, by file or over the desk is in the store; a test that has closed it or locked it sees to itself.
      await readStored(app.store, await readMasterKeys(settings), canaries).catch(() => undefined)
      await app.stop()
      await rm(dataDir, { recursive: true, force: true })
      canaries.search(lines.join(''))
    },
  }
}

const LOOK_EVERY_MS = 15

/** Waits until a condition holds: looks again and again (a tight loop would take the core that the service needs). Fails by the test's own time limit. */
export async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
