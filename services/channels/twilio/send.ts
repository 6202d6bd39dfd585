import type twilio from 'twilio'
import type { Choice, Reply } from '../../../bot/index.ts'
import type { TwilioSettings } from '../../config/index.ts'
import { PuenteError } from '../../errors/index.ts'
import type { OutgoingMessage, SendResult, SentSearch } from '../channel.ts'
import { fitSegments } from '../segments.ts'

export interface Sender {
  readonly client: ReturnType<typeof twilio>
  readonly settings: TwilioSettings
  readonly publicUrl: () => string
  readonly isWhatsapp: boolean
}

const BUTTONS = 3
const BUTTON_CHARS = 20
const ROW_CHARS = 24
/** The newest messages to one person; an attempt that is looked up is minutes old. */
const LIST_LIMIT = 100
/** The provider's clock and ours differ, and its times are whole seconds. */
const CLOCK_SKEW_MS = 60_000
/** Codes that say "not now": rate and queue limits (channels.md §2). */
const TRY_LATER = new Set([20429, 63017, 63018])

/** Hands one message to Twilio. @throws PuenteError P3001, P3002, P3003 */
export async function sendByTwilio(sender: Sender, message: OutgoingMessage): Promise<SendResult> {
  const statusCallback = `${sender.publicUrl()}/webhooks/twilio/status?m=${message.messageId}`
  try {
    const sent = await sender.client.messages.create({
      ...addressing(sender, message.address),
      ...content(sender, message.reply),
      statusCallback,
    })
    return { providerId: sent.sid, segments: Number(sent.numSegments) || null }
  } catch (cause) {
    throw providerError(cause)
  }
}

/**
 * Asks Twilio whether a message of unknown fate was taken: same recipient, same words, since the attempt began, and not one
 * that we know as another message of ours. Messages that Twilio still queues have no date of sending yet: they are told by
 * their date of creation, so the list is asked by recipient and looked through here.
 */
export async function findSentByTwilio(sender: Sender, message: OutgoingMessage, search: SentSearch): Promise<SendResult | undefined> {
  const { to } = addressing(sender, message.address)
  try {
    const list = await sender.client.messages.list({ to, limit: LIST_LIMIT })
    const wanted = content(sender, message.reply)
    const text = 'body' in wanted ? wanted.body : message.reply.text
    const since = search.sinceMs - CLOCK_SKEW_MS
    for (const m of list) {
      const createdAt = (m.dateCreated ?? m.dateSent)?.getTime()
      if (m.direction === 'inbound' || m.body !== text || (createdAt !== undefined && createdAt < since)) continue
      if (!(await search.isOther(m.sid))) return { providerId: m.sid, segments: Number(m.numSegments) || null }
    }
    return undefined
  } catch (cause) {
    // Unknown stays unknown: no second send before the provider has answered.
    throw new PuenteError('P3003', { cause })
  }
}

function addressing({ settings, isWhatsapp }: Sender, address: string) {
  if (isWhatsapp) return { to: `whatsapp:${address}`, from: `whatsapp:${settings.whatsappFrom ?? ''}` }
  return settings.messagingServiceSid
    ? { to: address, messagingServiceSid: settings.messagingServiceSid }
    : { to: address, from: settings.smsFrom ?? '' }
}

/** Buttons and lists go by content template; its variables may hold no line breaks (63013), so longer texts go plain, choices numbered. */
function content({ settings, isWhatsapp }: Sender, reply: Reply): { body: string } | { contentSid: string; contentVariables: string } {
  if (!isWhatsapp) return { body: fitSegments(reply.text).text }
  const { choices, text } = reply
  const templates = { knock: settings.knockSids, news: settings.newsSids, 'check-in': settings.checkInSids }[
    reply.template?.name ?? 'knock'
  ]
  const templateSid = reply.template && (templates.get(reply.template.lang) ?? [...templates.values()][0])
  // The template's words are fixed at the provider: no variables.
  if (templateSid) return { contentSid: templateSid, contentVariables: '{}' }
  const contentSid = text.includes('\n') ? undefined : settings.contentSids.get(choices.length)
  if (contentSid) return { contentSid, contentVariables: variables(text, choices) }
  const list = choices.map((choice, i) => `${i + 1} ${choice.title}`).join('\n')
  return { body: list === '' || text.includes(list) ? text : `${text}\n${list}` }
}

/** Template variables: 1 is the text, then title and id of each choice by turns. */
function variables(text: string, choices: readonly Choice[]): string {
  const maxChars = choices.length <= BUTTONS ? BUTTON_CHARS : ROW_CHARS
  const pairs = choices.flatMap((choice, i) => [
    [String(2 + 2 * i), choice.title.length > maxChars ? `${choice.title.slice(0, maxChars - 1)}…` : choice.title],
    [String(3 + 2 * i), choice.id],
  ])
  return JSON.stringify({ 1: text, ...Object.fromEntries(pairs) })
}

function providerError(cause: unknown): PuenteError {
  const { status, code } = cause as { status?: number; code?: number | string }
  const detail = `twilio ${code ?? status ?? 'unknown'}`
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new PuenteError(status === 429 || TRY_LATER.has(Number(code)) ? 'P3002' : 'P3001', { detail, cause })
  // Nothing was ever sent when no connection came about.
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'].includes(String(code))) return new PuenteError('P3002', { detail, cause })
  return new PuenteError('P3003', { detail, cause })
}
