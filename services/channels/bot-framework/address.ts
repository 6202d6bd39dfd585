import { z } from 'zod'

/**
 * Where a person is reached: the conversation reference that a proactive reply needs. Kept as the sealed address of the identity;
 * ids only, names are not taken over.
 */
export const BotAddress = z.object({
  serviceUrl: z.url({ protocol: /^https?$/ }),
  channelId: z.string().min(1),
  conversationId: z.string().min(1),
  tenantId: z.string().optional(),
  userId: z.string().min(1),
  agentId: z.string().min(1),
})
export type BotAddress = z.infer<typeof BotAddress>

/** The address as it is sealed. */
export function packAddress(address: BotAddress): string {
  return JSON.stringify(address)
}

export function unpackAddress(text: string): BotAddress {
  return BotAddress.parse(JSON.parse(text))
}

/** Who it is, whatever server the channel speaks from today. */
export function personKey({ channelId, conversationId, userId }: BotAddress): string {
  return JSON.stringify([channelId, conversationId, userId])
}
