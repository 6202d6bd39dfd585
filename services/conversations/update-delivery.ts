import type { DeliveryReport } from '../channels/index.ts'
import {
  findConversation,
  findMessageByProvider,
  hastenJob,
  insertAudit,
  isForward,
  type MessageStatus,
  setSuppression,
  updateMessage,
} from '../store/index.ts'
import type { ConversationDeps } from './deps.ts'

/** Provider codes that say: this person does not want, or cannot get, our messages on this channel. */
const OPTED_OUT_CODES = new Set(['21610', '63014'])

/** Takes a provider's report about a sent message; only forward: reports arrive in any order. */
export async function updateDelivery(deps: ConversationDeps, report: DeliveryReport): Promise<void> {
  const now = deps.clock().getTime()
  const changed = await deps.engine.db.transaction().execute(async (tx) => {
    const message = await findMessageByProvider(tx, report)
    if (!message) return undefined
    const isNew = isForward(message.status as MessageStatus, report.status)
    await updateMessage(tx, message.id, {
      ...(isNew ? { status: report.status } : {}),
      ...(message.provider_id === null ? { providerId: report.providerId } : {}),
      ...(report.providerCode ? { providerCode: report.providerCode } : {}),
      now,
    })
    // The report settles what a send of unknown result wanted to find out: what waits behind it may go.
    const isSettled = message.status === 'sending'
    if (isSettled) await hastenJob(tx, { conversationId: message.conversation_id, messageId: message.id, now })
    if (report.providerCode && OPTED_OUT_CODES.has(report.providerCode)) {
      const conversation = await findConversation(tx, message.conversation_id)
      if (conversation)
        await setSuppression(tx, {
          channel: conversation.channel,
          addressHash: conversation.addressHash,
          set: 'out',
          word: `provider ${report.providerCode}`,
          now,
        })
      await insertAudit(tx, {
        at: now,
        kind: 'opted-out',
        conversationId: message.conversation_id,
        details: { source: 'provider', code: report.providerCode },
      })
    }
    return { conversationId: message.conversation_id, isSettled }
  })
  deps.logger.info({
    event: 'delivery',
    channel: report.channel,
    status: report.status,
    providerCode: report.providerCode,
    known: changed !== undefined,
  })
  if (!changed) return
  if (changed.isSettled) deps.wake()
  deps.announce(changed.conversationId)
}
