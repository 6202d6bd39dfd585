import { resolve } from 'node:path'
import type { Request } from 'express'
import { openApi } from './api/index.ts'
import { type AppPart, openNews, openNoting, protectionParts, readReadiness, watchPart } from './app/index.ts'
import { openBrain } from './brain/index.ts'
import { campaignPart, lastLookAt } from './campaigns/index.ts'
import { type CaseDeps, caseHooks, sweepCases } from './cases/index.ts'
import type { Channel, ChannelHost } from './channels/index.ts'
import { openChannels } from './channels/registry.ts'
import type { Settings } from './config/index.ts'
import { consoleApiRouter, consolePagesRouter } from './console-api/index.ts'
import { contentPagesRouter } from './content-pages/index.ts'
import {
  type ConversationDeps,
  chatHistory,
  dangerWithoutStore,
  failMessage,
  processTurn,
  receiveEvenInDanger,
  refuseMessage,
  sendMessage,
  updateDelivery,
  watchChat,
} from './conversations/index.ts'
import { type DemoProvider, demoTwilio, simulatorRouter, startDemoProvider } from './demo-provider/index.ts'
import { openEntry } from './entry/index.ts'
import { openFollowUp } from './follow-up/index.ts'
import { createServer, openListener, rateLimit } from './http/index.ts'
import { createPeriodic, createWorker, paceByArrivals } from './jobs/index.ts'
import { mediaLimits } from './media/index.ts'
import { createMetrics, type Logger } from './observability/index.ts'
import { keepOffices, localTime, openOffices } from './offices/index.ts'
import { openPrinter } from './print/index.ts'
import { createKeyWrap, newToken, openVault, readMasterKeys } from './privacy/index.ts'
import { createHearNote, whisperServer } from './speech/index.ts'
import { createStaffAuth, type DemoStaff, makeDemoOffice, refuseDemoStaff, type StaffDeps } from './staff/index.ts'
import { type Engine, explainStoreFault, openStore, releaseRunning } from './store/index.ts'

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
  /** Reads the master keys again, from file or command. */
  reloadKeys(): Promise<void>
  /** Asks who is due for a check-in now, within the send rate. */
  checkIn(): Promise<unknown>
  stop(): Promise<void>
}

const SEND_CONCURRENCY = 32
/** By address: a shelter's fifty phones share one. What one person may write is for the bot to say (stages/stem-flood.ts). */
const CHAT_PER_MINUTE = 600
const CHAT_BURST = 300
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
    if (settings.isProduction) await refuseDemoStaff({ engine })
    const vault = await openVault(engine, await readMasterKeys(settings), settings.sealWith)

    let url = settings.publicUrl ?? ''
    const host: ChannelHost = {
      get publicUrl() {
        return url
      },
      receive: (incoming) => receive(incoming),
      dangerWithoutStore: (incoming) => dangerWithoutStore(deps, incoming),
      updateDelivery: (report) => updateDelivery(deps, report),
      ignored: (channel, reason) => metrics.ignored.inc({ channel, reason }),
    }
    const listener = await openListener(settings)
    stops.push(() => listener.stop())
    url = settings.publicUrl ?? listener.url

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
      idleMs: settings.staffIdleMs,
      auth: createStaffAuth({ engine, secret: vault.staffSecret, publicUrl: url, isDemo: settings.isDemo }),
      vault,
      delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    }
    const demoStaff = settings.isDemo && !settings.isProduction ? await makeDemoOffice(staff) : undefined
    await offices.reload()
    const entry = await openEntry({ engine, clock, logger, settings, root: options.root, publicUrl: url, ports: () => brain.ports() })
    const printer = openPrinter({ logger })
    const wakeHere = () => {
      turns.wake()
      sends.wake()
    }
    const wake = () => {
      wakeHere()
      news.tellOfWork()
    }
    const announce = (conversationId: string) => void news.emit('news', conversationId)
    const redacts = (name: string) => channels.get(name)?.redact !== undefined
    const today = () => localTime(clock().getTime(), settings.reportTimezone).date
    const caseDeps: CaseDeps = {
      today,
      redacts,
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
    const followUp = openFollowUp({ cases: caseDeps, ...settings.followUp, text: caseDeps.text })
    const contentDir = resolve(options.root, settings.contentDir)
    const { curation, noteTurn } = openNoting({ engine, clock, logger, brain, offices, contentDir, editUrl: settings.contentEditUrl })
    const campaignDeps = { ...caseDeps, library: () => brain.library() }
    const deps: ConversationDeps = {
      today,
      engine,
      vault,
      clock,
      logger,
      metrics,
      channel: (name) => channels.get(name),
      redacts,
      exportLink: () => `${url}/mine#${newToken()}`,
      ports: () => ({ ...brain.ports(), officeFor: offices.officeFor, noticeOf: offices.noticeOf, entryBook: entry.codes.book }),
      hearNote: createHearNote({
        engine: settings.speech ? whisperServer(settings.speech.url) : undefined,
        sure: settings.speech?.sure ?? 1,
        limits: mediaLimits(settings),
        logger,
        metrics,
      }),
      cases: caseHooks(caseDeps),
      followUp: followUp.hooks,
      noteTurn,
      lastLook: (...args) => lastLookAt(campaignDeps, ...args),
      wake,
      announce,
    }
    const pace = paceByArrivals()
    const keep = receiveEvenInDanger(deps)
    const receive: ChannelHost['receive'] = (incoming) => {
      pace.arrived()
      return keep(incoming)
    }
    const isInDanger = (req: Request) => deps.ports().safety.detectCrisis(String(req.body?.text ?? '')) !== undefined
    const modules = openChannels({
      settings,
      clock,
      onProviderChange: (provider, isDown) => {
        metrics.providerDown.set({ provider }, isDown ? 1 : 0)
        logger.warn({ event: 'provider', provider, isDown })
      },
      twilio: settings.twilio ?? demoTwilio(demo),
      host,
      web: {
        sites: settings.widgetSites,
        limiter: rateLimit({ perMinute: CHAT_PER_MINUTE, burst: CHAT_BURST, clock, unless: isInDanger }),
        history: {
          after: (visitor, seq) => chatHistory(deps, 'web', visitor, seq),
          subscribe: (visitor, onNews) => watchChat(deps, news, { channel: 'web', address: visitor }, onNews),
        },
      },
    })
    for (const module of modules) for (const channel of module.channels) channels.set(channel.name, channel)

    const worker = { engine, clock, logger, metrics, explain: explainStoreFault }
    const turns = createWorker({
      ...worker,
      kind: 'run-turn',
      concurrency: settings.turnConcurrency,
      mayStart: pace.mayStart,
      handle: (job) => processTurn(deps, job),
    })
    const sends = createWorker({
      ...worker,
      kind: 'send-message',
      concurrency: SEND_CONCURRENCY,
      handle: (job) => sendMessage(deps, job),
      refuse: (job, error) => refuseMessage(deps, job, error),
      giveUp: (job, code) => failMessage(deps, job, code),
    })

    const news = openNews(engine, wakeHere)
    const api = openApi({
      cases: caseDeps,
      library: () => brain.library(),
      publicUrl: url,
      contentDir: settings.contentDir,
      allowsLocalWebhooks: settings.allowsLocalWebhooks,
      explain: explainStoreFault,
    })
    const parts: AppPart[] = [
      ...modules.flatMap((module) => (module.router ? [{ routers: [module.router] }] : [])),
      ...(demo ? [{ routers: [simulatorRouter(demo)] }] : []),
      {
        routers: [
          consoleApiRouter({
            cases: caseDeps,
            staff,
            curation,
            exchange: api.exchange,
            library: () => brain.library(),
            publicUrl: url,
            news,
            media: mediaLimits(settings),
            printer,
            entry,
          }),
          consolePagesRouter(options.root),
          contentPagesRouter({ library: () => brain.library(), text: (...args) => brain.ports().text(...args) }),
        ],
      },
      ...api.parts,
      printer,
      entry.part,
      turns,
      sends,
      curation,
      followUp.part,
      keepOffices({ offices, news, logger }),
      ...protectionParts({ ...deps, settings, commands: entry.commands }),
      campaignPart(campaignDeps),
      watchPart({ engine, brain, metrics, clock, logger, graceUntil: settings.graceUntil }),
      createPeriodic({ name: 'sweep', everyMs: SWEEP_EVERY_MS, logger, run: () => sweepCases(caseDeps) }),
    ]
    listener.serve(
      createServer({
        logger,
        clock,
        metrics,
        trustProxy: settings.trustProxy,
        explain: explainStoreFault,
        health: {
          readiness: () => readReadiness({ engine, brain, metrics, settings, clock, channels: () => [...channels.keys()] }),
          metricsToken: settings.metricsToken,
          isProduction: settings.isProduction,
        },
        routers: parts.flatMap((part) => part.routers ?? []),
      }),
    )
    for (const part of parts) {
      part.start?.()
      if (part.stop) stops.push(() => part.stop?.() ?? Promise.resolve())
    }
    void brain.warm()
    const reloadKeys = async () => vault.useKeys(createKeyWrap(await readMasterKeys(settings)))
    return { url, demo, demoStaff, store: engine, reloadContent: () => brain.reload(), reloadKeys, checkIn: followUp.run, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
