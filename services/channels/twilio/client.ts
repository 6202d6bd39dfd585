import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import twilio from 'twilio'
import type { TwilioSettings } from '../../config/index.ts'

const TIMEOUT_MS = 10_000
const MAX_SOCKETS = 20
/** How long connections are used again. */
const RENEW_MS = 15_000

/** The official client, speaking to TWILIO_API_URL: another host only in tests and demo. No retries of its own: the outbox retries. */
export function createTwilioClient(settings: TwilioSettings): ReturnType<typeof twilio> {
  const origin = new URL(settings.apiUrl).origin
  const http = new twilio.RequestClient({ timeout: TIMEOUT_MS, autoRetry: false, keepAlive: true })
  const send = http.request.bind(http)
  const renew = connectionRenewal(http.axios.defaults)
  http.request = (options) => {
    renew()
    return send({ ...options, uri: options.uri.replace('https://api.twilio.com', origin) })
  }
  return twilio(settings.accountSid, settings.authToken, { httpClient: http })
}

/**
 * A connection that is kept open keeps the request that it was opened for (a listener of axios holds it): somebody's number and words
 * would stay in memory for as long as there is traffic. So connections are used again for some seconds only, and then let go.
 */
function connectionRenewal(defaults: { httpAgent?: unknown; httpsAgent?: unknown }): () => void {
  const options = { keepAlive: true, timeout: TIMEOUT_MS, maxSockets: MAX_SOCKETS }
  // Behind a proxy the library brings an agent of its own.
  const isOwn = !(defaults.httpsAgent instanceof HttpsAgent)
  let current: HttpAgent[] = []
  let madeAt = Number.NEGATIVE_INFINITY
  return () => {
    const now = performance.now()
    if (now - madeAt < RENEW_MS) return
    madeAt = now
    for (const agent of current) letGo(agent)
    const [httpAgent, httpsAgent] = [new HttpAgent(options), new HttpsAgent(options)]
    defaults.httpAgent = httpAgent
    if (!isOwn) defaults.httpsAgent = httpsAgent
    current = [httpAgent, httpsAgent]
  }
}

/** Closes what is idle now, and the rest as it becomes idle: nothing that is under way is broken off. */
function letGo(agent: HttpAgent): void {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy()
  agent.on('free', (socket: { destroy(): void }) => socket.destroy())
}
