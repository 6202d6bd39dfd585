import { z } from 'zod'
import { type InboundMessage, LANGUAGES, type Reply } from '../../bot/index.ts'

const Kind = z.enum(['image', 'audio', 'video', 'document', 'sticker', 'location', 'contact', 'other'])
/** What is sealed of an incoming message. */
const InboundBody = z.object({
  text: z.string(),
  attachments: z.array(Kind),
  media: z.array(z.object({ kind: Kind, contentType: z.string(), url: z.string() })).optional(),
  entryCode: z.string().optional(),
  langHint: z.enum(LANGUAGES).optional(),
  hasJoined: z.literal(true).optional(),
  choiceId: z.string().optional(),
  keywordAnswered: z.enum(['stop', 'start', 'help']).optional(),
})

/** The sealed context of a message's words: bound to its row. */
export function bodyContext(messageId: string): string {
  return `message:${messageId}`
}

/** The sealed context of a conversation's memory. */
export function stateContext(conversation: { readonly id: string }): string {
  return `state:${conversation.id}`
}

export function packInbound(message: InboundMessage): string {
  return JSON.stringify(message)
}

export function unpackInbound(text: string): InboundMessage {
  const given = Object.entries(InboundBody.parse(JSON.parse(text))).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as unknown as InboundMessage
}

export function packReply(reply: Reply): string {
  return JSON.stringify(reply)
}

/** A reply as it was packed by this service. */
export function unpackReply(text: string): Reply {
  return JSON.parse(text) as Reply
}
