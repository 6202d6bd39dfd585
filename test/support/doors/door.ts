import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ChannelHost, ChannelModule, Incoming } from '../../../services/channels/index.ts'
import { createServer } from '../../../services/http/index.ts'
import { createLogger, createMetrics } from '../../../services/observability/index.ts'

export interface SentByDoor {
  readonly text: string
  readonly choices: readonly string[]
}

/** One channel before a stand-in of its provider, as the contract suite drives it. */
export interface Door {
  readonly name: string
  readonly module: ChannelModule
  readonly url: string
  readonly received: readonly Incoming[]
  readonly ignored: readonly (readonly [string, string])[]
  /** Posts what a person wrote as the provider would. @returns the status */
  write(text: string, id: string): Promise<number>
  /** The same without the right to. */
  forge(): Promise<number>
  /** Authentic, but not in the provider's form. */
  garble(): Promise<number>
  sent(): readonly SentByDoor[]
  /** What the provider does with the next message. Undefined: there is no provider (the page reads the store). */
  readonly provider?: { behave(how: 'take' | 'refuse' | 'unavailable' | 'gone'): Promise<void> }
  stop(): Promise<void>
}

export interface DoorServer {
  readonly url: string
  readonly module: ChannelModule
  readonly received: Incoming[]
  readonly ignored: [string, string][]
  stop(): Promise<void>
}

/** Serves a channel alone: real routes, a host that remembers. A message that is known is no new one. */
export async function serveDoor(open: (host: ChannelHost) => ChannelModule): Promise<DoorServer> {
  const received: Incoming[] = []
  const ignored: [string, string][] = []
  let url = ''
  const host: ChannelHost = {
    get publicUrl() {
      return url
    },
    async receive(incoming) {
      const isNew = !received.some((known) => known.channel === incoming.channel && known.providerId === incoming.providerId)
      if (isNew) received.push(incoming)
      return { isNew, conversationId: 'conversation', messageId: incoming.providerId }
    },
    dangerWithoutStore: () => undefined,
    updateDelivery: async () => undefined,
    ignored: (channel, reason) => void ignored.push([channel, reason]),
  }
  const module = open(host)
  const app = createServer({
    logger: createLogger('silent'),
    metrics: createMetrics(),
    clock: () => new Date(),
    trustProxy: false,
    health: { readiness: async () => ({ isReady: true, isDegraded: false, parts: {} }), metricsToken: undefined, isProduction: false },
    routers: module.router ? [module.router] : [],
  })
  const server = createHttpServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    module,
    received,
    ignored,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
