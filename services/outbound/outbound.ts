import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from './address.ts'

export type OutboundResult =
  | { readonly ok: true; readonly status: number; readonly body: string }
  | { readonly ok: false; readonly reason: 'not-allowed' | 'timeout' | 'too-large' | 'redirect' | 'failed' }

export interface Outbound {
  /** Whether an address could be called at all, as far as it can be told without a look-up. */
  mayCall(url: string): boolean
  /** Never throws; never follows a redirect. */
  post(url: string, request: { readonly headers: Readonly<Record<string, string>>; readonly body: string }): Promise<OutboundResult>
}

interface OutboundOptions {
  /** http and this machine's own networks: for tests and development only. */
  readonly allowsLocal: boolean
  readonly timeoutMs?: number
  readonly maxResponseBytes?: number
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

const TIMEOUT_MS = 10_000
const MAX_RESPONSE_BYTES = 64_000
const PORTS = new Set(['', '443'])

const resolveAll = async (host: string) => (await lookup(host, { all: true })).map((found) => found.address)

/**
 * The one door for calls to addresses that somebody else has chosen. The name is resolved once, every address it has must be public, and the
 * connection goes to the address that was judged (no second look-up that could answer otherwise). Time and size of the answer are limited.
 */
export function createOutbound(options: OutboundOptions): Outbound {
  const { allowsLocal, timeoutMs = TIMEOUT_MS, maxResponseBytes = MAX_RESPONSE_BYTES, resolve = resolveAll } = options
  const parse = (text: string): URL | undefined => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url?.username !== '' || url.password !== '') return undefined
    if (allowsLocal) return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
    return url.protocol === 'https:' && PORTS.has(url.port) ? url : undefined
  }
  const literal = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')
  const addressFor = async (url: URL): Promise<string | undefined> => {
    const host = literal(url)
    const all = isIP(host) ? [host] : await resolve(host)
    return all.length > 0 && (allowsLocal || all.every(isPublicAddress)) ? all[0] : undefined
  }
  return {
    mayCall(text) {
      const url = parse(text)
      return url !== undefined && (allowsLocal || !isIP(literal(url)) || isPublicAddress(literal(url)))
    },
    async post(text, request) {
      const url = parse(text)
      if (!url) return { ok: false, reason: 'not-allowed' }
      const signal = AbortSignal.timeout(timeoutMs)
      try {
        const address = await withSignal(addressFor(url), signal)
        if (address === undefined) return { ok: false, reason: 'not-allowed' }
        return await send(url, address, request, { signal, maxResponseBytes })
      } catch {
        return { ok: false, reason: signal.aborted ? 'timeout' : 'failed' }
      }
    },
  }
}

/** A slow name server is a slow receiver. */
async function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
  return await Promise.race([work, aborted])
}

function send(
  url: URL,
  address: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  limits: { readonly signal: AbortSignal; readonly maxResponseBytes: number },
): Promise<OutboundResult> {
  const family = isIP(address)
  return new Promise((resolve, reject) => {
    const call = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        agent: false,
        signal: limits.signal,
        headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body) },
        // Pinned: the socket goes to the address that was judged, whatever the name says a moment later.
        lookup: (_host, asked, done) => {
          if (asked.all) (done as (e: null, all: { address: string; family: number }[]) => void)(null, [{ address, family }])
          else done(null, address, family)
        },
      },
      (response) => {
        const status = response.statusCode ?? 0
        const end = (result: OutboundResult) => {
          resolve(result)
          call.destroy()
        }
        if (status >= 300 && status < 400) return end({ ok: false, reason: 'redirect' })
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > limits.maxResponseBytes) return end({ ok: false, reason: 'too-large' })
          chunks.push(chunk)
        })
        response.on('end', () => end({ ok: true, status, body: Buffer.concat(chunks).toString('utf8') }))
        response.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(request.body)
  })
}
