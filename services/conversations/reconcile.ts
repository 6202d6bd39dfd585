import type { Channel, OutgoingMessage, SendResult } from '../channels/index.ts'
import { PuenteError } from '../errors/index.ts'
import { findMessageByProvider, type MessageRow } from '../store/index.ts'
import type { ConversationDeps } from './deps.ts'

/** A provider shows a message that it took after a moment only: before this has passed, "not found" says nothing. */
const SETTLE_MS = 5_000

/**
 * What became of an attempt whose result is unknown, before any second one: its status callback may have told meanwhile
 * (then the message is not "sending" any more and nothing comes here); else the provider's list is asked.
 * @returns undefined when the provider does not have it: it may be sent
 * @throws PuenteError P3003 while that cannot be known yet
 */
export async function reconcile(
  deps: ConversationDeps,
  channel: Channel,
  message: MessageRow,
  outgoing: OutgoingMessage,
): Promise<SendResult | undefined> {
  if (message.status !== 'sending' || message.attempted_at === null || !channel.findSent) return undefined
  const found = await channel.findSent(outgoing, {
    sinceMs: message.attempted_at,
    isOther: async (providerId) => {
      const known = await findMessageByProvider(deps.engine.db, { channel: message.channel, providerId, messageId: undefined })
      return known !== undefined && known.id !== message.id
    },
  })
  if (found) return found
  const leftMs = message.attempted_at + SETTLE_MS - deps.clock().getTime()
  if (leftMs > 0) throw new PuenteError('P3003', { detail: 'not listed yet', retryAfterMs: leftMs })
  return undefined
}
