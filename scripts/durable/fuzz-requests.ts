import { randomBytes } from 'node:crypto'
import twilio from 'twilio'
import { ENDPOINTS } from '../../services/access/index.ts'
import { openapiOf } from '../../services/api/index.ts'
import { apiBody, asKeyHolder } from './fuzz-api.ts'
import { anyForm, anyJson, anyString, pick, type Random } from './fuzz-values.ts'

export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer | undefined
}

export interface FuzzWorld {
  readonly url: string
  readonly authToken: string
  /** Cookies of signed-in staff, one of each role. */
  readonly cookies: readonly string[]
  /** Keys of institutions with every scope. */
  readonly apiKeys: readonly string[]
}

/** Fields that the console's calls ask for: filled with any values. */
const FIELDS =
  'id text card why state reason outcome until officeId staffId service lang country email password code token firstName role locale needs steps kind date words to'.split(
    ' ',
  )
const OPEN = [
  ['get', '/healthz'],
  ['get', '/readyz'],
  ['get', '/metrics'],
  ['get', '/'],
  ['get', '/c/:id'],
  ['get', '/card.css'],
  ['get', '/widget.js'],
  ['get', '/embed.js'],
  ['get', '/embed'],
  ['get', '/console/'],
  ['get', '/console/assets/:id'],
  ['get', '/simulator/'],
  ['get', '/simulator/stream'],
  ['post', '/simulator/messages'],
  ['post', '/simulator/media'],
  ['post', '/chat/messages'],
  ['get', '/chat/stream'],
  ['get', '/chat/session'],
  ['delete', '/chat/session'],
  ['post', '/api/messages'],
  ['post', '/webhooks/twilio/messages'],
  ['post', '/webhooks/twilio/status'],
  ['get', '/mine'],
  ['get', '/mine/page.js'],
  ['post', '/mine'],
  ['post', '/mine/ask'],
  ['get', '/mine/:id'],
  ['get', '/:id'],
] as const
const API = Object.entries((openapiOf('') as { paths: Record<string, object> }).paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => [method, `/api/v1${path.replaceAll(/\{\w+\}/g, ':id')}`] as const),
)
/** Every endpoint: those of the console's table, those of the API's document, and the open ones. */
export const TARGETS: readonly (readonly [string, string])[] = [
  ...OPEN,
  ...API,
  ...Object.values(ENDPOINTS).map(({ method, path }) => [method, path] as const),
]
const METHODS = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options']
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  'application/json; charset=utf-7',
  'application/json; charset=utf-16',
  'a/b/c',
  '',
]
/** Passwords are slow to check on purpose: asked now and then only, or nothing else would be tried. */
const SLOW = /sign-in|invitations/
const SLOW_SHARE = 0.02
/** Signed webhooks become turns of the model: now and then only. */
const SIGNED_SHARE = 0.05

/** One request: the right one bent in one or several ways. */
export function anyRequest(random: Random, world: FuzzWorld): FuzzRequest {
  let [method, template] = pick(random, TARGETS)
  if (SLOW.test(template) && random() > SLOW_SHARE) [method, template] = ['get', '/c/:id']
  if (random() < 0.04) method = pick(random, METHODS)
  const path = withQuery(
    random,
    template.replaceAll(/:\w+/g, () => encodeURIComponent(safe(anyString(random)))),
  )
  const headers: Record<string, string> = {}
  if (random() < 0.9) headers['x-puente-console'] = '1'
  if (random() < 0.05) headers.origin = pick(random, ['https://evil.example', 'null', world.url, ':::'])
  if (random() < 0.05) headers['x-request-id'] = latin(anyString(random))
  if (random() < 0.05) headers['last-event-id'] = latin(anyString(random))
  if (random() < 0.05) headers.authorization = `Bearer ${latin(anyString(random))}`
  // Signing out would end the session that opens the other doors.
  if (!/sign-out/.test(template)) headers.cookie = random() < 0.9 ? pick(random, world.cookies) : latin(anyString(random))
  if (template.startsWith('/api/v1/')) Object.assign(headers, asKeyHolder(random, world.apiKeys))
  if (template.startsWith('/webhooks/')) return webhook(random, world, { method, path, headers })
  if (method === 'get' || method === 'head') return { method, path, headers, body: undefined }
  headers['content-type'] = random() < 0.9 ? 'application/json' : pick(random, TYPES)
  if (template.startsWith('/api/v1/') && random() < 0.8) return { method, path, headers, body: apiBody(random, template) }
  const fields =
    template === '/api/messages' ? ['type', 'id', 'text', 'from', 'conversation', 'channelId', 'serviceUrl', 'recipient'] : FIELDS
  return { method, path, headers, body: random() < 0.02 ? randomBytes(64) : anyJson(random, fields) }
}

function webhook(random: Random, world: FuzzWorld, base: { method: string; path: string; headers: Record<string, string> }): FuzzRequest {
  const form = anyForm(random, {
    MessageSid: `SM${randomBytes(16).toString('hex')}`,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: `+1346${Math.floor(random() * 9_000_000 + 1_000_000)}`,
    To: '+15005550006',
    Body: 'hola',
    NumMedia: '0',
    NumSegments: '1',
    MessageStatus: 'delivered',
  })
  const isSigned = random() < SIGNED_SHARE
  const signature = isSigned ? twilio.getExpectedTwilioSignature(world.authToken, world.url + base.path, form) : latin(anyString(random))
  const headers = { ...base.headers, 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
  return { ...base, headers, body: isSigned || random() < 0.9 ? new URLSearchParams(form).toString() : randomBytes(80) }
}

function withQuery(random: Random, path: string): string {
  if (random() > 0.2) return path
  const pairs = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const name = pick(random, ['view', 'q', 'lang', 'after', 'page', 'offset', 'limit', 'phone', 'm', 'channel', '__proto__', 'a[b][c]'])
    return `${name}=${encodeURIComponent(safe(anyString(random)))}`
  })
  return `${path}?${pairs.join('&')}${random() < 0.1 ? '%E0%A4%A' : ''}`
}

/** Lone surrogates cannot be written in a URL. */
function safe(text: string): string {
  return text.toWellFormed().slice(0, 400)
}

/** What a header may hold. */
function latin(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200)
}
