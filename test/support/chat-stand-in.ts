import { EventEmitter } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InboundMessage, Reply } from '../../bot/index.ts'
import type { ChatEvent } from '../../services/channels/index.ts'
import { webChannel } from '../../services/channels/web/index.ts'
import { createServer } from '../../services/http/index.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'

export interface ChatStandIn {
  readonly url: string
  /** What persons wrote, each message once. */
  received(): readonly ChatEvent[]
  /** The same as the bot gets it. */
  inbound(): readonly InboundMessage[]
  /** Says something to everybody who has a conversation. */
  say(reply: Reply): void
  /** The server is gone: open streams break, new requests are refused. */
  cut(): Promise<void>
  back(): Promise<void>
  stop(): Promise<void>
}

/**
 * The page and its real routes before a bot that answers from a table and a history in memory: for what the page must do when
 * the connection or the person does something unusual. The page before the whole service is in test/browser/journey.test.ts.
 */
export async function startChatStandIn(options: {
  answer: (message: InboundMessage) => readonly Reply[]
  /** History comes in pages of so many. */
  pageSize?: number
  /** Origins that may show the page in a frame. */
  sites?: readonly string[]
}): Promise<ChatStandIn> {
  const news = new EventEmitter().setMaxListeners(0)
  const histories = new Map<string, ChatEvent[]>()
  const seen = new Set<string>()
  const inbound: InboundMessage[] = []
  const append = (visitor: string, event: Omit<ChatEvent, 'seq' | 'at'>) => {
    const events = histories.get(visitor) ?? []
    histories.set(visitor, [...events, { ...event, seq: events.length + 1, at: Date.now() }])
    news.emit('news')
  }
  const say = (visitor: string, reply: Reply) => append(visitor, { from: 'bot', id: undefined, text: reply.text, reply })
  let url = ''
  const module = webChannel({
    host: {
      get publicUrl() {
        return url
      },
      async receive({ address, providerId, message }) {
        const isNew = !seen.has(providerId)
        seen.add(providerId)
        if (isNew) {
          inbound.push(message)
          append(address, { from: 'person', id: providerId.split(':')[1], text: message.text, reply: undefined })
          for (const reply of options.answer(message)) say(address, reply)
        }
        return { isNew, conversationId: address, messageId: providerId }
      },
      dangerWithoutStore: () => undefined,
      updateDelivery: async () => undefined,
      ignored: () => undefined,
    },
    sites: options.sites ?? [],
    limiter: (_req, _res, next) => next(),
    history: {
      after: async (visitor, seq) => (histories.get(visitor) ?? []).filter((event) => event.seq > seq).slice(0, options.pageSize ?? 200),
      subscribe(_visitor, onNews) {
        news.on('news', onNews)
        return () => news.off('news', onNews)
      },
    },
  })
  const readiness = async () => ({ isReady: true, isDegraded: false, parts: {} })
  const app = createServer({
    logger: createLogger('silent'),
    metrics: createMetrics(),
    clock: () => new Date(),
    trustProxy: false,
    health: { readiness, metricsToken: undefined, isProduction: false },
    routers: module.router ? [module.router] : [],
  })
  let server = createHttpServer(app)
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  url = `http://127.0.0.1:${port}`
  return {
    url,
    inbound: () => inbound,
    received: () => [...histories.values()].flat().filter((event) => event.from === 'person'),
    say(reply) {
      for (const visitor of histories.keys()) say(visitor, reply)
    },
    cut: close,
    async back() {
      server = createHttpServer(app)
      await listen(port)
    },
    stop: close,
  }
}
