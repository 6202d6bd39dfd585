import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StandIn {
  readonly apiUrl: string
  /** When the first message to a number was taken, ms of performance.now(). */
  readonly takenAt: ReadonlyMap<string, number>
  /** Resolves when that many numbers have got a message. */
  reached(count: number): Promise<void>
  /** Resolves when that number has got one. */
  takenFor(to: string): Promise<void>
  stop(): Promise<void>
}

/** The least of a provider: takes Messages.json and says 201. Counts, keeps no words. */
export async function startStandIn(): Promise<StandIn> {
  const takenAt = new Map<string, number>()
  const waitingFor = new Map<string, () => void>()
  const waiting: { count: number; resolve: () => void }[] = []
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (chunk) => {
      body += chunk
    })
    req.on('end', () => {
      const to = new URLSearchParams(body).get('To') ?? ''
      if (!takenAt.has(to)) takenAt.set(to, performance.now())
      const sid = `SM${randomBytes(16).toString('hex')}`
      res.writeHead(201, { 'content-type': 'application/json' }).end(
        JSON.stringify({
          sid,
          status: 'queued',
          num_segments: '1',
          to,
          body: '',
          account_sid: '',
          api_version: '',
          date_created: null,
          date_updated: null,
          date_sent: null,
          direction: 'outbound-api',
          error_code: null,
          error_message: null,
          from: null,
          messaging_service_sid: null,
          num_media: '0',
          price: null,
          price_unit: null,
          subresource_uris: {},
          uri: '',
        }),
      )
      waitingFor.get(to)?.()
      waitingFor.delete(to)
      for (const waiter of waiting.splice(0)) {
        if (takenAt.size >= waiter.count) waiter.resolve()
        else waiting.push(waiter)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takenAt,
    reached: (count) => (takenAt.size >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve }))),
    takenFor: (to) => (takenAt.has(to) ? Promise.resolve() : new Promise((resolve) => waitingFor.set(to, resolve))),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
