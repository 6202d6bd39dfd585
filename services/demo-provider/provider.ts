import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Request } from 'express'
import twilio from 'twilio'
import { countSegments } from '../channels/index.ts'
import { createMediaStore, type DemoMedia } from './media-store.ts'
import { DEMO_TEMPLATES } from './templates.ts'

/** One message as the simulator's phones show it. */
export interface DemoMessage {
  readonly sid: string
  readonly direction: 'in' | 'out'
  readonly channel: 'sms' | 'whatsapp'
  readonly phone: string
  readonly text: string
  readonly choices: readonly { readonly id: string; readonly title: string }[]
  readonly segments: number
  readonly encoding: string
  readonly at: number
  /** What kind of media came with it. */
  readonly media?: string
  /** How far an outgoing message has come, as the provider reports it. */
  readonly status?: 'queued' | 'sent' | 'delivered'
}

export interface InboundDemo {
  readonly channel: 'sms' | 'whatsapp'
  readonly phone: string
  readonly text: string
  readonly choiceId?: string
  /** A voice note, a picture, a document. */
  readonly media?: DemoMedia
  /** Given again, it is a redelivery of the same message. */
  readonly sid?: string
}

export interface DemoProvider {
  readonly apiUrl: string
  readonly accountSid: string
  readonly authToken: string
  /** Signs a webhook as Twilio does and posts it. @returns the status that the service answered */
  deliver(inbound: InboundDemo): Promise<number>
  messages(phone: string): readonly DemoMessage[]
  /** What the service posted for a phone, field by field. */
  posted(phone: string): readonly Readonly<Record<string, string>>[]
  onMessage(listener: (message: DemoMessage) => void): () => void
  /** Calls back with a message that has come further. */
  onStatus(listener: (message: DemoMessage) => void): () => void
  stop(): Promise<void>
}

export const DEMO_SMS_FROM = '+15005550006'
export const DEMO_WHATSAPP_FROM = '+15005550001'
const KEPT = 2000
/** Content templates that the demo account has: the number of choices stands at the end. */
export const DEMO_CONTENT_SIDS = new Map(Array.from({ length: 9 }, (_, i) => [i + 2, `HX${String(i + 2).padStart(32, '0')}`] as const))

/**
 * A provider that speaks Twilio's HTTP contract on this machine: Messages.json in, signed webhooks and status callbacks out
 * (channels.md §1, §2). For demo and tests; production refuses to start with it.
 * @param webhookUrl where inbound messages go, known once the service listens
 */
export async function startDemoProvider(options: { webhookUrl: () => string }): Promise<DemoProvider> {
  const accountSid = `AC${randomBytes(16).toString('hex')}`
  const authToken = randomBytes(16).toString('hex')
  const kept: (DemoMessage & { fields: Record<string, string>; dateSent: Date })[] = []
  const events = new EventEmitter()
  const keep = (message: DemoMessage, fields: Record<string, string>) => {
    kept.push({ ...message, fields, dateSent: new Date() })
    if (kept.length > KEPT) kept.shift()
    events.emit('message', message)
  }
  const postSigned = async (url: string, fields: Record<string, string>) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, url, fields),
      },
      body: new URLSearchParams(fields),
    })
    await response.arrayBuffer()
    return response.status
  }

  const app = express()
  app.use(express.urlencoded({ extended: false }))
  const isAllowed = (req: Request) =>
    req.params.account === accountSid &&
    req.header('authorization') === `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const store = createMediaStore((req, res, next) => {
    if (isAllowed(req)) return next()
    res.status(401).json(refusal(20003, 'Authenticate', 401))
  })
  app.use(store.router)
  app.post('/2010-04-01/Accounts/:account/Messages.json', (req, res) => {
    const fields = req.body as Record<string, string>
    if (!isAllowed(req)) return void res.status(401).json(refusal(20003, 'Authenticate', 401))
    if (!fields.To) return void res.status(400).json(refusal(21604, "A 'To' phone number is required.", 400))
    if (!fields.Body && !fields.ContentSid)
      return void res.status(400).json(refusal(21619, 'A text message body or media urls must be specified.', 400))
    if ((fields.Body ?? '').length > 1600)
      return void res.status(400).json(refusal(21617, 'The concatenated message body exceeds the 1600 character limit.', 400))
    const sid = `SM${randomBytes(16).toString('hex')}`
    const message = outgoing(sid, fields)
    keep(message, fields)
    res.status(201).json(resource(sid, accountSid, fields, message))
    const callback = fields.StatusCallback
    if (callback) void reportDelivery(callback, sid, fields)
  })
  app.get('/2010-04-01/Accounts/:account/Messages.json', (req, res) => {
    if (!isAllowed(req)) return void res.status(401).json(refusal(20003, 'Authenticate', 401))
    const since = Date.parse(String(req.query['DateSent>'] ?? '')) || 0
    const found = kept.filter((m) => m.direction === 'out' && m.fields.To === req.query.To && m.dateSent.getTime() >= since)
    res.json({ messages: found.map((m) => resource(m.sid, accountSid, m.fields, m)), next_page_uri: null, page: 0, page_size: 50 })
  })
  app.delete('/2010-04-01/Accounts/:account/Messages/:sid.json', (req, res) => {
    if (!isAllowed(req)) return void res.status(401).json(refusal(20003, 'Authenticate', 401))
    const at = kept.findIndex((m) => m.sid === req.params.sid)
    if (at < 0) return void res.status(404).json(refusal(20404, 'The requested resource was not found', 404))
    kept.splice(at, 1)
    res.status(204).end()
  })
  const reportDelivery = async (url: string, sid: string, fields: Record<string, string>) => {
    // The service may be stopping: a lost callback is part of the contract.
    for (const status of ['sent', 'delivered'] as const) {
      moveOn(sid, status)
      await postSigned(url, {
        MessageSid: sid,
        SmsSid: sid,
        AccountSid: accountSid,
        MessageStatus: status,
        SmsStatus: status,
        To: fields.To ?? '',
        From: fields.From ?? '',
        ApiVersion: '2010-04-01',
      }).catch(() => undefined)
    }
  }
  const moveOn = (sid: string, status: 'sent' | 'delivered') => {
    const at = kept.findIndex((m) => m.sid === sid)
    const known = kept[at]
    if (!known) return
    kept[at] = { ...known, status }
    events.emit('status', publicPart(kept[at]))
  }

  const server: Server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const apiUrl = `http://127.0.0.1:${port}`
  return {
    apiUrl,
    accountSid,
    authToken,
    async deliver(inbound) {
      const prefix = inbound.channel === 'whatsapp' ? 'whatsapp:' : ''
      const sid = inbound.sid ?? `SM${randomBytes(16).toString('hex')}`
      const to = inbound.channel === 'whatsapp' ? DEMO_WHATSAPP_FROM : DEMO_SMS_FROM
      const fields: Record<string, string> = {
        MessageSid: sid,
        SmsSid: sid,
        SmsMessageSid: sid,
        AccountSid: accountSid,
        From: `${prefix}${inbound.phone}`,
        To: `${prefix}${to}`,
        Body: inbound.text,
        NumMedia: inbound.media ? '1' : '0',
        ...(inbound.media
          ? { MediaContentType0: inbound.media.contentType, MediaUrl0: apiUrl + store.keep(accountSid, sid, inbound.media) }
          : {}),
        NumSegments: '1',
        SmsStatus: 'received',
        ApiVersion: '2010-04-01',
        ...(inbound.choiceId ? { ButtonPayload: inbound.choiceId, ButtonText: inbound.text } : {}),
        ...(inbound.channel === 'whatsapp' ? { ProfileName: 'Demo', WaId: inbound.phone.replace('+', '') } : {}),
      }
      const { segments, encoding } = countSegments(inbound.text)
      if (!kept.some((m) => m.sid === sid))
        keep(
          {
            sid,
            direction: 'in',
            channel: inbound.channel,
            phone: inbound.phone,
            text: inbound.text,
            choices: [],
            segments,
            encoding,
            at: Date.now(),
            ...(inbound.media ? { media: inbound.media.contentType } : {}),
          },
          fields,
        )
      return await postSigned(options.webhookUrl(), fields)
    },
    posted: (phone) => kept.filter((m) => m.phone === phone && m.direction === 'out').map((m) => ({ ...m.fields })),
    messages: (phone) => kept.filter((m) => m.phone === phone).map(publicPart),
    onMessage(listener) {
      events.on('message', listener)
      return () => events.off('message', listener)
    },
    onStatus(listener) {
      events.on('status', listener)
      return () => events.off('status', listener)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function refusal(code: number, message: string, status: number) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

function outgoing(sid: string, fields: Record<string, string>): DemoMessage {
  const channel = fields.To?.startsWith('whatsapp:') ? 'whatsapp' : 'sms'
  const variables = fields.ContentVariables ? (JSON.parse(fields.ContentVariables) as Record<string, string>) : {}
  const text = fields.Body ?? variables['1'] ?? DEMO_TEMPLATES.get(fields.ContentSid ?? '') ?? ''
  const count = Number(fields.ContentSid?.slice(2) ?? 0) || 0
  const choices = Array.from({ length: count }, (_, i) => ({
    title: variables[String(2 + 2 * i)] ?? '',
    id: variables[String(3 + 2 * i)] ?? '',
  }))
  const { segments, encoding } = countSegments(text)
  return {
    sid,
    direction: 'out',
    channel,
    phone: (fields.To ?? '').replace('whatsapp:', ''),
    text,
    choices,
    segments,
    encoding,
    at: Date.now(),
    status: 'queued',
  }
}

/** Without the fields of the HTTP contract, which only the provider's own answers need. */
function publicPart({
  fields: _fields,
  dateSent: _dateSent,
  ...message
}: DemoMessage & { fields: Record<string, string>; dateSent: Date }): DemoMessage {
  return message
}

function resource(sid: string, accountSid: string, fields: Record<string, string>, message: DemoMessage) {
  const date = new Date(message.at).toUTCString()
  return {
    sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.text,
    to: fields.To,
    from: fields.From ?? null,
    messaging_service_sid: fields.MessagingServiceSid ?? null,
    status: 'queued',
    direction: 'outbound-api',
    num_segments: String(message.segments),
    num_media: '0',
    price: null,
    price_unit: 'USD',
    error_code: null,
    error_message: null,
    date_created: date,
    date_updated: date,
    date_sent: date,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
    subresource_uris: {},
  }
}
