import type { MediaAccess } from '../channels/index.ts'
import type { Settings } from '../config/index.ts'
import { typeOfBytes } from './type-of-bytes.ts'

export interface FetchedMedia {
  readonly bytes: Buffer
  readonly contentType: string
}

export type Fetched =
  | { readonly ok: true; readonly media: FetchedMedia }
  | { readonly ok: false; readonly why: 'not-allowed' | 'too-large' | 'wrong-type' | 'failed' }

export interface MediaLimits {
  readonly maxBytes: number
  readonly timeoutMs: number
  /** Hosts besides the provider's own. */
  readonly hosts: readonly string[]
}

const TIMEOUT_MS = 10_000
const MAX_HOPS = 3

/**
 * Fetches what a person sent, from their provider and nowhere else: every address, also each that a redirect leads to, is looked up
 * in the allow-list before anything is contacted; credentials go only where the channel says. Kept in memory, never written.
 * @param accept content types that are wanted: of what the provider tells, and of what the bytes are
 */
export async function fetchMedia(
  wanted: { readonly url: string; readonly accept: RegExp },
  access: MediaAccess,
  limits: MediaLimits,
): Promise<Fetched> {
  const ended = new AbortController()
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(limits.timeoutMs)])
  let at = wanted.url
  try {
    for (let hop = 0; hop <= MAX_HOPS; hop++) {
      const url = URL.canParse(at) ? new URL(at) : undefined
      const headers = url && (await headersFor(url, access, limits))
      if (!url || !headers) return { ok: false, why: 'not-allowed' }
      const response = await fetch(url, { headers, redirect: 'manual', signal })
      const next = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && next !== null) {
        at = new URL(next, url).href
        continue
      }
      if (!response.ok) return { ok: false, why: 'failed' }
      return await readBody(response, wanted.accept, limits.maxBytes)
    }
    return { ok: false, why: 'failed' }
  } catch {
    return { ok: false, why: 'failed' }
  } finally {
    // Whatever was not read: the connection is closed. (Cancelling the body instead can end the process: undici enqueues once more.)
    ended.abort()
  }
}

async function headersFor(url: URL, access: MediaAccess, { hosts }: MediaLimits): Promise<Record<string, string> | undefined> {
  if (url.username !== '' || url.password !== '') return undefined
  const isListed = url.protocol === 'https:' && url.port === '' && hosts.includes(url.hostname)
  return (await access.headersFor(url)) ?? (isListed ? {} : undefined)
}

async function readBody(response: Response, accept: RegExp, maxBytes: number): Promise<Fetched> {
  const said = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!accept.test(said)) return { ok: false, why: 'wrong-type' }
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return { ok: false, why: 'too-large' }
  const chunks: Uint8Array[] = []
  let size = 0
  // The length that a server tells need not be true.
  const reader = response.body?.getReader()
  for (;;) {
    const { value: chunk } = (await reader?.read()) ?? {}
    if (!chunk) break
    size += chunk.length
    if (size > maxBytes) return { ok: false, why: 'too-large' }
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  const contentType = await typeOfBytes(bytes, said)
  if (contentType === undefined || !accept.test(contentType)) return { ok: false, why: 'wrong-type' }
  return { ok: true, media: { bytes, contentType } }
}

/** The limits of the settings. */
export function mediaLimits({ media }: Pick<Settings, 'media'>): MediaLimits {
  return { maxBytes: media.maxBytes, hosts: media.hosts, timeoutMs: TIMEOUT_MS }
}
