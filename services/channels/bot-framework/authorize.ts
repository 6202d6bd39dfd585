import type { AuthConfiguration } from '@microsoft/agents-hosting'
import type { Request } from 'express'
import type { BotSettings } from '../../config/index.ts'

/** The one connection of the SDK's configuration. */
const CONNECTION = 'serviceConnection'

/** The account of the settings as the SDK wants it. */
export function connectionOf(settings: BotSettings): AuthConfiguration {
  const connection: AuthConfiguration = {
    clientId: settings.appId,
    ...(settings.appSecret ? { clientSecret: settings.appSecret } : {}),
    ...(settings.tenantId ? { tenantId: settings.tenantId } : {}),
    authorityEndpoint: settings.authorityUrl,
    // Off in the SDK: without it a token of any tenant that Microsoft signs for our audience would do.
    validateIssuer: true,
  }
  return { ...connection, connections: new Map([[CONNECTION, connection]]) }
}

export type Authorize = (req: Request) => Promise<{ readonly isAllowed: boolean; readonly serviceUrl: string | undefined }>

/**
 * Checks the token of a request as the SDK does (RS256, key set of the issuer, audience, expiry, issuer, tenant). The SDK's
 * middleware answers by itself; here it only decides, so that refusals have this service's own form.
 */
export async function createAuthorize(settings: BotSettings): Promise<Authorize> {
  const { authorizeJWT } = await import('@microsoft/agents-hosting')
  const check = authorizeJWT(connectionOf(settings))
  return async (req) => {
    let isAllowed = false
    const asked: { method: string; headers: typeof req.headers; user?: Record<string, unknown> } = {
      method: req.method,
      headers: req.headers,
    }
    const silent = {
      status: () => silent,
      setHeader: () => silent,
      send: () => silent,
      end: () => silent,
      headersSent: false,
      writableEnded: false,
    }
    await check(asked as never, silent as never, () => {
      isAllowed = true
    })
    const claim = asked.user?.serviceurl
    return { isAllowed, serviceUrl: typeof claim === 'string' ? claim : undefined }
  }
}
