import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { errorBody, PuenteError } from '../errors/index.ts'
import { closed, openDoors } from './doors.ts'
import { securityHeaders } from './headers.ts'

export interface Listener {
  /** Where this process answers, without a proxy in front. */
  readonly url: string
  /** From now on requests go here; before, everything but `/healthz` is answered 503. */
  serve(handler: RequestListener): void
  /** Takes no new requests, lets running ones end, then closes what is left (streams stay open for ever otherwise). */
  stop(): Promise<void>
}

/** Longer than proxies keep a connection (60 s): who closes first must not be us, or a request in flight is lost. */
const KEEP_ALIVE_MS = 65_000
const LONGEST_GRACE_MS = 500

/**
 * Takes the port before anything slow is done, so that a taken port is told at once.
 * @throws PuenteError P2004 when the port cannot be taken
 */
export async function openListener(options: { port: number; host: string; stopTimeoutMs: number }): Promise<Listener> {
  const server = createServer(answerStarting)
  server.keepAliveTimeout = KEEP_ALIVE_MS
  const doors = await openDoors(server, options).catch((cause: NodeJS.ErrnoException) => {
    throw new PuenteError('P2004', { detail: `${options.host}:${options.port} (${cause.code})`, cause })
  })
  return {
    url: `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${(server.address() as AddressInfo).port}`,
    serve(handler) {
      server.off('request', answerStarting)
      server.on('request', handler)
    },
    async stop() {
      const ended = Promise.all([server, ...doors].map(closed))
      server.closeIdleConnections()
      const timer = setTimeout(() => server.closeAllConnections(), Math.min(options.stopTimeoutMs, LONGEST_GRACE_MS))
      await ended
      clearTimeout(timer)
    },
  }
}

/** While content and model load: alive, not ready. Providers try again on a 503 (the retry policy in the webhook URL). */
function answerStarting(req: IncomingMessage, res: ServerResponse): void {
  const isAlive = req.url === '/healthz'
  securityHeaders(req, res, () => {
    res.writeHead(isAlive ? 200 : 503, { 'content-type': 'application/json', 'retry-after': '5' })
    res.end(JSON.stringify(isAlive ? { status: 'alive' } : { status: 'starting', ...errorBody('P4006') }))
  })
}
