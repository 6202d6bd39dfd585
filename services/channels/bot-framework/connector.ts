import type { ConnectorClient } from '@microsoft/agents-hosting'
import type { BotSettings } from '../../config/index.ts'
import { PuenteError } from '../../errors/index.ts'
import type { MediaAccess } from '../channel.ts'
import type { BotAddress } from './address.ts'
import { connectionOf } from './authorize.ts'

const TIMEOUT_MS = 10_000
const SCOPE = 'https://api.botframework.com'
/** Refused before anything was taken. */
const TRY_LATER = new Set([408, 412, 429, 502, 503, 504])
const NEVER_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']

/** Attachments that the connector itself keeps. */
const TAKES_TOKEN = /^(?:.+\.botframework\.com|smba\.trafficmanager\.net)$/

/** Where a token for the connector comes from; undefined: the Emulator, which asks for none. */
export type TokenSource = () => Promise<string | undefined>

export interface Connector {
  /** Attachments: of the channels themselves with our token, of Teams' files without. */
  readonly media: MediaAccess
  /** Whether a service address may be spoken to: activities bring it along. */
  mayReach(serviceUrl: string): boolean
  /**
   * Hands an activity to the channel.
   * @returns the channel's id of it; '' where it gives none
   * @throws PuenteError P3001 refused for good, P3002 not taken this time, P3003 unknown whether taken
   */
  send(address: BotAddress, activity: Record<string, unknown>): Promise<string>
}

/** The SDK's connector client behind an allow-list of hosts, with a time limit and this service's errors. */
export async function createConnector(settings: BotSettings, tokens?: TokenSource): Promise<Connector> {
  const { ConnectorClient, MsalTokenProvider, OutboundHostValidator } = await import('@microsoft/agents-hosting')
  const { Activity } = await import('@microsoft/agents-activity')
  const hosts = new OutboundHostValidator({
    enabled: true,
    includeDefaultMicrosoftHosts: !settings.isEmulator,
    hosts: [...settings.serviceHosts, ...(settings.isEmulator ? ['localhost', '127.0.0.1'] : [])],
  })
  const msal = new MsalTokenProvider(connectionOf(settings))
  const tokenOf = tokens ?? (settings.isEmulator ? async () => undefined : () => msal.getAccessToken(SCOPE))
  const mayReach = (serviceUrl: string) => {
    const { protocol, hostname } = new URL(serviceUrl)
    return hosts.isAllowed(serviceUrl) && (protocol === 'https:' || ['localhost', '127.0.0.1'].includes(hostname))
  }
  return {
    mayReach,
    media: {
      async headersFor({ href, hostname }) {
        if (!mayReach(href)) return undefined
        // Teams' files lie on addresses that are keys themselves: no token goes there.
        const token = TAKES_TOKEN.test(hostname) || settings.serviceHosts.includes(hostname) ? await tokenOf() : undefined
        return token ? { authorization: `Bearer ${token}` } : {}
      },
    },
    async send(address, fields) {
      if (!mayReach(address.serviceUrl)) throw new PuenteError('P3001', { detail: 'the host of the service address is not allowed' })
      const token = await tokenOf().catch((cause: unknown) => {
        // Nothing was sent without a token.
        throw new PuenteError('P3002', { detail: 'no token for the connector', cause })
      })
      const client = withTimeLimit(ConnectorClient.createClientWithToken(address.serviceUrl, token ?? ''))
      try {
        const answer = await client.sendToConversation(address.conversationId, Activity.fromObject(fields))
        return answer?.id ?? ''
      } catch (cause) {
        throw connectorError(cause)
      }
    },
  }
}

/** The SDK's client waits for ever. No second try of its own: the outbox tries again. */
function withTimeLimit(client: ConnectorClient): ConnectorClient {
  const request = client.httpClient.request.bind(client.httpClient)
  client.httpClient.request = (config) => request({ ...config, timeout: TIMEOUT_MS })
  return client
}

function connectorError(cause: unknown): PuenteError {
  const { status, cause: inner } = cause as { status?: number; cause?: { code?: string; status?: number } }
  const known = status ?? inner?.status
  const detail = `bot connector ${known ?? inner?.code ?? 'unknown'}`
  if (known !== undefined && TRY_LATER.has(known)) return new PuenteError('P3002', { detail, cause })
  if (known !== undefined && known >= 400 && known < 500) return new PuenteError('P3001', { detail, cause })
  if (NEVER_CONNECTED.includes(String(inner?.code))) return new PuenteError('P3002', { detail, cause })
  return new PuenteError('P3003', { detail, cause })
}
