import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import twilio from 'twilio'
import { BENCH_TOKEN } from '../bench/app-process.ts'

/** What a call meets: taken; taken but the answer is lost; taken but answered with an error; not taken. */
export type Meeting = 'take' | 'take-and-cut' | 'take-and-503' | '503' | 'cut'

export interface TakenMessage {
  readonly sid: string
  readonly to: string
  /** Our id of the message, from the address of its status callback. */
  readonly messageId: string
  readonly at: number
}

export interface FaultyProvider {
  readonly apiUrl: string
  /** Everything that was taken, in its order. */
  readonly taken: readonly TakenMessage[]
  /** Calls that were made, taken or not. */
  calls(): number
  /** Decides what the next call meets. */
  meet: () => Meeting
  /** Reports deliveries by signed callbacks, as a provider does. */
  callsBack: boolean
  stop(): Promise<void>
}

/** Twilio's Messages resource at the edge of the service, with the faults that a provider can have. Keeps what it took: it is what the figures are made from. */
export async function startFaultyProvider(clock: () => Date = () => new Date()): Promise<FaultyProvider> {
  const taken: (TakenMessage & { readonly body: string; readonly date: string })[] = []
  let calls = 0
  const provider = { meet: (): Meeting => 'take', callsBack: false }
  const resource = (m: { sid: string; to: string; body: string; date: string }) => ({
    sid: m.sid,
    to: m.to,
    body: m.body,
    status: 'queued',
    num_segments: '1',
    direction: 'outbound-api',
    date_created: m.date,
    date_updated: m.date,
    date_sent: null,
  })
  const json = (res: ServerResponse, status: number, body: unknown) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const post = (form: URLSearchParams, res: ServerResponse) => {
    calls++
    const meeting = provider.meet()
    const callback = form.get('StatusCallback') ?? ''
    const unavailable = { code: 20503, message: 'Service unavailable', status: 503 }
    if (meeting === '503') return json(res, 503, unavailable)
    if (meeting === 'cut') return void res.destroy()
    const message = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to: form.get('To') ?? '',
      body: form.get('Body') ?? '',
      messageId: new URL(callback || 'http://x').searchParams.get('m') ?? '',
      at: performance.now(),
      date: clock().toUTCString(),
    }
    taken.push(message)
    if (provider.callsBack && callback) void report(callback, message)
    if (meeting === 'take-and-cut') return void res.destroy()
    return meeting === 'take' ? json(res, 201, resource(message)) : json(res, 503, unavailable)
  }
  const server = createServer((req: IncomingMessage, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('error', () => undefined)
    req.on('end', () => {
      if (req.method === 'POST') return post(new URLSearchParams(Buffer.concat(chunks).toString()), res)
      if (provider.meet() === '503') return json(res, 503, { code: 20503, message: 'Service unavailable', status: 503 })
      const to = new URL(req.url ?? '/', 'http://x').searchParams.get('To')
      const found = taken.filter((m) => m.to === to).reverse()
      return json(res, 200, { messages: found.slice(0, 100).map(resource), next_page_uri: null, page: 0, page_size: 100 })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(provider, {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    calls: () => calls,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** Callbacks get lost when nobody is there to take them: that is part of the contract. */
async function report(url: string, message: { sid: string; to: string }): Promise<void> {
  for (const status of ['sent', 'delivered']) {
    const fields = {
      MessageSid: message.sid,
      MessageStatus: status,
      To: message.to,
      From: '+15005550006',
      AccountSid: `AC${'0'.repeat(32)}`,
    }
    const signature = twilio.getExpectedTwilioSignature(BENCH_TOKEN, url, fields)
    await fetch(url, { method: 'POST', headers: { 'x-twilio-signature': signature }, body: new URLSearchParams(fields) }).catch(
      () => undefined,
    )
  }
}
