import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RedactingProvider {
  readonly apiUrl: string
  sentTo(phone: string): readonly string[]
  readonly deleted: ReadonlySet<string>
  stop(): Promise<void>
}

/** Takes messages and deletes them when asked, as Twilio does (POST, GET, DELETE of Messages). */
export async function startRedactingProvider(): Promise<RedactingProvider> {
  const taken: { sid: string; to: string; body: string }[] = []
  const deleted = new Set<string>()
  const resource = (m: { sid: string; to: string; body: string }) => ({
    ...m,
    status: 'delivered',
    num_segments: '1',
    direction: 'outbound-api',
  })
  const server = createServer((req, res) => {
    const chunks: Buffer[] = []
    const json = (status: number, body: unknown) => res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const url = new URL(req.url ?? '/', 'http://x')
      if (req.method === 'DELETE') {
        deleted.add(/Messages\/(\w+)\.json/.exec(url.pathname)?.[1] ?? '')
        return res.writeHead(204).end()
      }
      if (req.method === 'POST') {
        const form = new URLSearchParams(Buffer.concat(chunks).toString())
        const message = { sid: `SM${randomBytes(16).toString('hex')}`, to: form.get('To') ?? '', body: form.get('Body') ?? '' }
        taken.push(message)
        return json(201, resource(message))
      }
      const to = url.searchParams.get('To')
      return json(200, { messages: taken.filter((m) => m.to === to).map(resource), next_page_uri: null, page: 0, page_size: 50 })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sentTo: (phone) => taken.filter((m) => m.to === phone).map((m) => m.body),
    deleted,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
