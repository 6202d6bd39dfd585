import type { ChannelCapabilities, Reply } from '../../../bot/index.ts'
import { adaptiveCard } from './adaptive-card.ts'
import type { BotAddress } from './address.ts'

/** A reply as the fields of an activity. Our message id goes along, so that a client can tell a message that came twice. */
export function composeActivity(options: {
  reply: Reply
  address: BotAddress
  messageId: string
  capabilities: ChannelCapabilities
}): Record<string, unknown> {
  const { reply, address, messageId, capabilities } = options
  const card = capabilities.supportsCards ? reply.card : undefined
  const hasButtons = reply.choices.length > 0 && reply.choices.length <= capabilities.maxButtons
  return {
    ...envelope(address),
    type: 'message',
    inputHint: reply.choices.length > 0 ? 'expectingInput' : 'acceptingInput',
    channelData: { messageId },
    ...(card
      ? {
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: adaptiveCard(reply, card) }],
          summary: card.title,
        }
      : { text: reply.text, textFormat: 'plain' }),
    // imBack is what every channel has: the title comes back as the person's own words, and is known again as the choice.
    ...(hasButtons
      ? {
          suggestedActions: {
            to: [address.userId],
            actions: reply.choices.map(({ title }) => ({ type: 'imBack', title, value: title })),
          },
        }
      : {}),
  }
}

/** Says that an answer is being written. */
export function composeTyping(address: BotAddress): Record<string, unknown> {
  return { ...envelope(address), type: 'typing' }
}

function envelope({ serviceUrl, channelId, conversationId, tenantId, userId, agentId }: BotAddress) {
  return {
    channelId,
    serviceUrl,
    conversation: { id: conversationId, ...(tenantId ? { tenantId } : {}) },
    from: { id: agentId, role: 'bot' },
    recipient: { id: userId },
  }
}
