import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sentCanaries } from './canaries.ts'

export interface Taken {
  readonly sid: string
  readonly to: string
  readonly body: string
}

export interface StandInProvider {
  readonly apiUrl: string
  readonly taken: Taken[]
  /** What the next messages meet: taken; a connection that stays open without an answer (not taken); taken but the answer is lost; an error. */
  behaviour: 'take' | 'hang' | 'take-and-hang' | 'refuse' | 'unavailable'
  /** Requests that are open without an answer. */
  hanging(): number
  stop(): Promise<void>
}

/** The least of Twilio's contract, with the faults that a provider can have. */
export async function startStandInProvider(): Promise<StandInProvider> {
  const taken: Taken[] = []
  const open = new Set<ServerResponse>()
  const resource = (m: Taken) => ({
    sid: m.sid,
    to: m.to,
    body: m.body,
    status: 'queued',
    num_segments: '1',
    direction: 'outbound-api',
    date_created: new Date().toUTCString(),
    date_updated: new Date().toUTCString(),
    date_sent: new Date().toUTCString(),
  })
  const json = (res: ServerResponse, status: number, body: unknown) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const provider = { behaviour: 'take' as StandInProvider['behaviour'] }
  const post = (form: URLSearchParams, res: ServerResponse) => {
    if (provider.behaviour === 'refuse') return json(res, 400, { code: 21211, message: 'Invalid To', status: 400 })
    if (provider.behaviour === 'unavailable') return json(res, 503, { code: 20503, message: 'Service unavailable', status: 503 })
    if (provider.behaviour === 'hang') return void open.add(res)
    const message = { sid: `SM${randomBytes(16).toString('hex')}`, to: form.get('To') ?? '', body: form.get('Body') ?? '' }
    taken.push(message)
    sentCanaries.address(message.to)
    return provider.behaviour === 'take-and-hang' ? void open.add(res) : json(res, 201, resource(message))
  }
  const server = createServer((req: IncomingMessage, res) => {
    const chunks: Buffer[] = []
    res.on('close', () => open.delete(res))
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      if (req.method === 'POST') return post(new URLSearchParams(Buffer.concat(chunks).toString()), res)
      const to = new URL(req.url ?? '/', 'http://x').searchParams.get('To')
      return json(res, 200, { messages: taken.filter((m) => m.to === to).map(resource), next_page_uri: null, page: 0, page_size: 50 })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(provider, {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    hanging: () => open.size,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
