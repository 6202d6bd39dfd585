import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Posted {
  readonly path: string
  readonly authorization: string | undefined
  readonly activity: Record<string, unknown> & { type: string; text?: string }
}

export interface BotServiceStandIn {
  readonly url: string
  readonly tenantId: string
  readonly posted: Posted[]
  behaviour: 'take' | 'refuse' | 'unavailable'
  /** A token signed with the key of the key set, or with a foreign one of the same name. */
  token(claims?: Record<string, unknown>, by?: 'own' | 'foreign'): string
  stop(): Promise<void>
}

export const APP_ID = '11111111-2222-4333-8444-555555555555'
const TENANT = '99999999-8888-4777-8666-555555555555'
const KEY_ID = 'key-of-the-test'

/** The two sides of Azure Bot Service: who issues tokens (key set), and the connector that takes replies. */
export async function startBotService(): Promise<BotServiceStandIn> {
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const posted: Posted[] = []
  const state = { behaviour: 'take' as BotServiceStandIn['behaviour'] }
  const server = createServer(async (req, res) => {
    const json = (status: number, body: unknown) => res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (req.url === `/${TENANT}/discovery/v2.0/keys`)
      return json(200, { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig', alg: 'RS256' }] })
    if (req.method !== 'POST' || !/^(\/[a-z_]+)?\/v3\/conversations\/[^/]+\/activities$/.test(req.url ?? '')) return json(404, {})
    const activity = JSON.parse(await bodyOf(req)) as Posted['activity']
    if (state.behaviour === 'refuse') return json(403, { error: { code: 'BotNotInConversationRoster', message: 'no' } })
    if (state.behaviour === 'unavailable') return json(503, { error: { code: 'ServiceUnavailable', message: 'later' } })
    posted.push({ path: req.url ?? '', authorization: req.headers.authorization, activity })
    return json(200, { id: `reply-${posted.length}` })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(state, {
    url,
    tenantId: TENANT,
    posted,
    token(claims: Record<string, unknown> = {}, by: 'own' | 'foreign' = 'own') {
      const now = Math.floor(Date.now() / 1000)
      const payload = { iss: `${url}/${TENANT}/v2.0`, aud: APP_ID, iat: now, nbf: now, exp: now + 3600, serviceurl: url, ...claims }
      const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const signed = `${part({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${part(payload)}`
      const key = by === 'own' ? own.privateKey : foreign.privateKey
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  })
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
