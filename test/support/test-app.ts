import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { type App, buildApp } from '../../services/build-app.ts'
import { loadSettings } from '../../services/config/index.ts'
import type { DemoMessage, DemoProvider } from '../../services/demo-provider/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { knowStore } from './codes.ts'

export interface TestApp {
  readonly app: App
  readonly provider: DemoProvider
  /** Everything that was logged. */
  logs(): string
  /** The messages that left for a number, once there are that many. */
  replies(phone: string, count: number): Promise<readonly DemoMessage[]>
  stop(): Promise<void>
}

/** Shorter words are commands and stand in the log as codes do. */
const CANARY_CHARS = 16

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
  const app = await buildApp({ settings, root: process.cwd(), logger: createLogger('debug', sink as never), ...(clock ? { clock } : {}) })
  const provider = app.demo as DemoProvider
  const forgetStore = knowStore(app.store)
  // Every number and every longer sentence that anybody sends in a test is a canary: none may stand in the log of any run.
  const canaries = new Set<string>()
  const stopWatching = provider?.onMessage((m) => {
    canaries.add(m.phone.replace('+', ''))
    if (m.direction === 'in' && m.text.length >= CANARY_CHARS) canaries.add(m.text)
  })
  const out = (phone: string) => provider.messages(phone).filter((m) => m.direction === 'out')
  return {
    app,
    provider,
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
      await app.stop()
      await rm(dataDir, { recursive: true, force: true })
      const log = lines.join('')
      const told = [...canaries].filter((canary) => canary.length > 5 && log.includes(canary))
      if (told.length > 0) throw new RangeError(`in the log: ${told.join(' | ')}`)
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
