import type { Channel, OutgoingMessage, SendResult } from '../channels/index.ts'
import { PuenteError } from '../errors/index.ts'
import {
  findConversation,
  findMessage,
  finishJob,
  insertAudit,
  isSuppressed,
  type JobRow,
  type MessageStatus,
  updateMessage,
} from '../store/index.ts'
import { bodyContext, unpackReply } from './body.ts'
import type { ConversationDeps } from './deps.ts'

/**
 * The one way out. That an attempt begins is written before it begins: after a crash in between, the provider is asked
 * before a second try.
 * @throws PuenteError of class provider: the job is tried again or set aside
 */
export async function sendMessage(deps: ConversationDeps, job: JobRow): Promise<void> {
  const { db } = deps.engine
  const message = await findMessage(db, job.message_id)
  const conversation = await findConversation(db, job.conversation_id)
  if (!message || !conversation || (message.status !== 'queued' && message.status !== 'sending')) {
    await finishJob(db, job)
    return
  }
  const channel = deps.channel(message.channel)
  if (!channel) throw new PuenteError('P2001', { detail: `channel ${message.channel} is not configured` })
  if (message.kind !== 'opt-out-confirmation' && (await isSuppressed(db, conversation.channel, conversation.addressHash))) {
    await settle(deps, job, message.channel, { status: 'dropped', code: 'opted-out' })
    return
  }
  const vault = deps.vault.forPerson(conversation.dataKey)
  const outgoing: OutgoingMessage = {
    messageId: message.id,
    conversationId: conversation.id,
    address: vault.openText(conversation.addressSealed, `address:${conversation.addressHash}`),
    reply: unpackReply(vault.openText(message.body_sealed, bodyContext(message.id))),
  }
  const wasTaken =
    message.status === 'sending' && message.attempted_at !== null ? await channel.findSent?.(outgoing, message.attempted_at) : undefined
  const result = wasTaken ?? (await attempt(deps, channel, outgoing))
  await settle(deps, job, message.channel, { status: 'sent', result })
}

async function attempt(deps: ConversationDeps, channel: Channel, outgoing: OutgoingMessage): Promise<SendResult> {
  const now = deps.clock().getTime()
  await updateMessage(deps.engine.db, outgoing.messageId, { status: 'sending', attemptedAt: now, now })
  try {
    return await channel.send(outgoing)
  } catch (error) {
    // Known not to be taken: the next try need not ask.
    if (error instanceof PuenteError && error.code === 'P3002')
      await updateMessage(deps.engine.db, outgoing.messageId, { status: 'queued', now: deps.clock().getTime() })
    throw error
  }
}

interface Settlement {
  readonly status: MessageStatus
  readonly result?: SendResult
  readonly code?: string
}

async function settle(deps: ConversationDeps, job: JobRow, channel: string, end: Settlement): Promise<void> {
  const now = deps.clock().getTime()
  // Taken back by a power cut, the message stands as "sending" and the provider is asked before a second try.
  await deps.engine.unhurried(async (tx) => {
    await finishJob(tx, job)
    const known = await findMessage(tx, job.message_id)
    // A status callback may have come before this: then only the provider's id is added.
    const isBehind = known?.status === 'queued' || known?.status === 'sending'
    await updateMessage(tx, job.message_id, {
      ...(isBehind ? { status: end.status } : {}),
      ...(end.result
        ? { providerId: end.result.providerId, ...(end.result.segments === null ? {} : { segments: end.result.segments }) }
        : {}),
      ...(end.code ? { providerCode: end.code } : {}),
      now,
    })
    if (end.status === 'dropped')
      await insertAudit(tx, { at: now, kind: 'send-dropped', conversationId: job.conversation_id, details: { reason: end.code ?? '' } })
  })
  deps.metrics.sent.inc({ channel, result: end.status })
  deps.logger.info({ event: 'send', conversationId: job.conversation_id, correlationId: job.correlation_id, channel, result: end.status })
  deps.announce(job.conversation_id)
}

/** After the last try: the message is shown as failed, with the provider's code. */
export async function failMessage(deps: ConversationDeps, job: JobRow, code: string): Promise<void> {
  await updateMessage(deps.engine.db, job.message_id, { status: 'failed', providerCode: code, now: deps.clock().getTime() })
  deps.announce(job.conversation_id)
}
