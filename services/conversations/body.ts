import { z } from 'zod'
import type { InboundMessage, Reply } from '../../bot/index.ts'

/** What is sealed of an incoming message. */
const InboundBody = z.object({
  text: z.string(),
  attachments: z.array(z.enum(['image', 'audio', 'video', 'document', 'sticker', 'location', 'contact', 'other'])),
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
  const { choiceId, keywordAnswered, ...rest } = InboundBody.parse(JSON.parse(text))
  return { ...rest, ...(choiceId === undefined ? {} : { choiceId }), ...(keywordAnswered === undefined ? {} : { keywordAnswered }) }
}

export function packReply(reply: Reply): string {
  return JSON.stringify(reply)
}

/** A reply as it was packed by this service. */
export function unpackReply(text: string): Reply {
  return JSON.parse(text) as Reply
}
