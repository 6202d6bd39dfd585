import { EventEmitter } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openBrain } from './brain/index.ts'
import { type CaseDeps, caseHooks, sweepCases } from './cases/index.ts'
import type { Channel, ChannelHost } from './channels/index.ts'
import { openChannels } from './channels/registry.ts'
import type { Settings, TwilioSettings } from './config/index.ts'
import { consoleApiRouter, consolePagesRouter } from './console-api/index.ts'
import { contentPagesRouter } from './content-pages/index.ts'
import {
  type ConversationDeps,
  chatHistory,
  failMessage,
  processTurn,
  receiveMessage,
  sendMessage,
  updateDelivery,
} from './conversations/index.ts'
import {
  DEMO_CONTENT_SIDS,
  DEMO_KNOCK_SIDS,
  DEMO_SMS_FROM,
  DEMO_WHATSAPP_FROM,
  type DemoProvider,
  simulatorRouter,
  startDemoProvider,
} from './demo-provider/index.ts'
import { errorBody, PuenteError } from './errors/index.ts'
import { createServer, type Readiness, rateLimit } from './http/index.ts'
import { createWorker } from './jobs/index.ts'
import { createMetrics, type Logger } from './observability/index.ts'
import { openOffices } from './offices/index.ts'
import { createVault, masterKey } from './privacy/index.ts'
import { createStaffAuth, type DemoStaff, makeDemoOffice, type StaffDeps } from './staff/index.ts'
import { countJobs, type Engine, openStore, releaseRunning } from './store/index.ts'

export interface AppOptions {
  readonly settings: Settings
  readonly root: string
  readonly logger: Logger
  readonly clock?: () => Date
  readonly onProgress?: (done: number, total: number) => void
}

export interface App {
  readonly url: string
  readonly demo: DemoProvider | undefined
  /** Demo accounts that were made at this start, to be shown once. */
  readonly demoStaff: readonly DemoStaff[] | undefined
  /** The open store: for operation commands and tests that look at rows. */
  readonly store: Engine
  reloadContent(): Promise<boolean>
  stop(): Promise<void>
}

const SEND_CONCURRENCY = 32
/** Longer than proxies keep a connection (60 s): who closes first must not be us, or a request in flight is lost. */
const KEEP_ALIVE_MS = 65_000
const CHAT_PER_MINUTE = 60
const CHAT_BURST = 30
/** Silence and snoozing are counted in minutes: looked at twice a minute. */
const SWEEP_EVERY_MS = 30_000

/**
 * The only place that constructs and connects. Started in this order, stopped in the reverse one: store, demo provider,
 * model and content, channels, http, workers.
 */
export async function buildApp(options: AppOptions): Promise<App> {
  const { settings, logger } = options
  const clock = options.clock ?? (() => new Date())
  const metrics = createMetrics()
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const undo of stops.splice(0).reverse()) await undo()
  }
  try {
    const engine = await openStore(settings)
    stops.push(() => engine.close())
    if (!engine.capabilities.sharesWork) await releaseRunning(engine.db, clock().getTime())
    const key = await masterKey(settings)
    const vault = createVault(key)

    const news = new EventEmitter().setMaxListeners(0)
    let url = settings.publicUrl ?? ''
    const host: ChannelHost = {
      get publicUrl() {
        return url
      },
      receive: (incoming) => receiveMessage(deps, incoming),
      updateDelivery: (report) => updateDelivery(deps, report),
    }
    // The port is taken before anything slow, so that a taken port is told at once.
    const server = createHttpServer(answerStarting)
    server.keepAliveTimeout = KEEP_ALIVE_MS
    await listen(server, settings)
    stops.push(() => close(server, settings.stopTimeoutMs))
    url =
      settings.publicUrl ?? `http://${settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host}:${(server.address() as AddressInfo).port}`

    const demo = settings.isDemo ? await startDemoProvider({ webhookUrl: () => `${url}/webhooks/twilio/messages` }) : undefined
    if (demo) stops.push(() => demo.stop())
    const brain = await openBrain({
      root: options.root,
      contentDir: settings.contentDir,
      engine,
      embedWorkers: settings.embedWorkers,
      clock,
      graceUntil: settings.graceUntil,
      publicUrl: () => url,
      logger,
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
    })
    stops.push(() => brain.stop())

    const channels = new Map<string, Channel>()
    const offices = openOffices(engine, clock)
    const staff: StaffDeps = {
      engine,
      clock,
      logger,
      publicUrl: url,
      auth: createStaffAuth({ engine, masterKey: key, publicUrl: url }),
      delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    }
    const demoStaff = settings.isDemo && !settings.isProduction ? await makeDemoOffice(staff) : undefined
    await offices.reload()
    const wake = () => {
      turns.wake()
      sends.wake()
    }
    const announce = (conversationId: string) => void news.emit('news', conversationId)
    const caseDeps: CaseDeps = {
      engine,
      vault,
      clock,
      logger,
      offices,
      wake,
      announce,
      text: (...args) => brain.ports().text(...args),
      channel: (name) => channels.get(name),
    }
    const deps: ConversationDeps = {
      engine,
      vault,
      clock,
      logger,
      metrics,
      channel: (name) => channels.get(name),
      ports: () => ({ ...brain.ports(), officeFor: (query) => offices.officeFor(query) }),
      cases: caseHooks(caseDeps),
      wake,
      announce,
    }
    const modules = openChannels({
      settings,
      twilio: settings.twilio ?? demoTwilio(demo),
      host,
      web: {
        limiter: rateLimit({ perMinute: CHAT_PER_MINUTE, burst: CHAT_BURST, clock }),
        history: {
          after: (visitor, seq) => chatHistory(deps, 'web', visitor, seq),
          subscribe: (_visitor, onNews) => {
            news.on('news', onNews)
            return () => news.off('news', onNews)
          },
        },
      },
    })
    for (const module of modules) for (const channel of module.channels) channels.set(channel.name, channel)

    const worker = { engine, clock, logger, metrics }
    const turns = createWorker({
      ...worker,
      kind: 'run-turn',
      concurrency: settings.turnConcurrency,
      handle: (job) => processTurn(deps, job),
    })
    const sends = createWorker({
      ...worker,
      kind: 'send-message',
      concurrency: SEND_CONCURRENCY,
      handle: (job) => sendMessage(deps, job),
      giveUp: (job, code) => failMessage(deps, job, code),
    })

    const readiness = async (): Promise<Readiness> => {
      const jobs = await countJobs(engine.db).catch(() => undefined)
      const faults = brain.reloadFaults()
      metrics.openJobs.set((jobs?.ready ?? 0) + (jobs?.running ?? 0))
      return {
        isReady: jobs !== undefined,
        isDegraded: faults.length > 0 || brain.pool.readyWorkers() === 0 || (jobs?.dead ?? 0) > 0,
        parts: {
          database: jobs !== undefined,
          modelWorkers: brain.pool.readyWorkers(),
          passages: brain.passages(),
          cards: brain.library().cards.length,
          contentFaults: faults.length,
          contentGraceUntil: settings.graceUntil?.toISOString().slice(0, 10) ?? 'none',
          jobsSetAside: jobs?.dead ?? 0,
        },
      }
    }
    const routers = [
      ...modules.flatMap((module) => (module.router ? [module.router] : [])),
      ...(demo ? [simulatorRouter(demo)] : []),
      consoleApiRouter({ cases: caseDeps, staff, library: () => brain.library(), publicUrl: url, news }),
      consolePagesRouter(options.root),
      contentPagesRouter({ library: () => brain.library(), text: (...args) => brain.ports().text(...args) }),
    ]
    server.off('request', answerStarting)
    server.on(
      'request',
      createServer({
        logger,
        metrics,
        trustProxy: settings.trustProxy,
        health: { readiness, metricsToken: settings.metricsToken, isProduction: settings.isProduction },
        routers,
      }),
    )
    turns.start()
    sends.start()
    const sweep = setInterval(() => void sweepCases(caseDeps).catch((err) => logger.error({ event: 'sweep-failed', err })), SWEEP_EVERY_MS)
    stops.push(async () => clearInterval(sweep))
    stops.push(() => Promise.all([turns.stop(), sends.stop()]))
    return { url, demo, demoStaff, store: engine, reloadContent: () => brain.reload(), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** While content and model load: alive, not ready. Providers try again on a 503 (the retry policy in the webhook URL). */
function answerStarting(req: IncomingMessage, res: ServerResponse): void {
  const isAlive = req.url === '/healthz'
  res.writeHead(isAlive ? 200 : 503, { 'content-type': 'application/json', 'retry-after': '5' })
  res.end(JSON.stringify(isAlive ? { status: 'alive' } : { status: 'starting', ...errorBody('P4006') }))
}

/** The demo account in the form of the settings. */
function demoTwilio(demo: DemoProvider | undefined): TwilioSettings {
  if (!demo) throw new PuenteError('P4001', { detail: 'no Twilio account and no demo provider' })
  return {
    accountSid: demo.accountSid,
    authToken: demo.authToken,
    smsFrom: DEMO_SMS_FROM,
    messagingServiceSid: undefined,
    whatsappFrom: DEMO_WHATSAPP_FROM,
    contentSids: DEMO_CONTENT_SIDS,
    knockSids: DEMO_KNOCK_SIDS,
    apiUrl: demo.apiUrl,
  }
}

async function listen(server: Server, settings: Settings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(new PuenteError('P2004', { detail: `${settings.host}:${settings.port} (${cause.code})`, cause })),
    )
    server.listen(settings.port, settings.host, resolve)
  })
}

/** Takes no new requests, lets running ones end, then closes what is left (streams stay open for ever otherwise). */
async function close(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), Math.min(timeoutMs, 500))
  await closed
  clearTimeout(timer)
}
