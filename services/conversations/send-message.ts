import { randomUUID } from 'node:crypto'
import type { Channel, OutgoingMessage, SendResult } from '../channels/index.ts'
import { PuenteError } from '../errors/index.ts'
import { LEASE_MS } from '../jobs/index.ts'
import {
  findConversation,
  findMessage,
  finishJob,
  holdJob,
  insertAudit,
  insertRedactions,
  isSuppressed,
  type JobRow,
  lastInboundAt,
  type MessageStatus,
  type RedactionRow,
  returnJob,
  updateMessage,
} from '../store/index.ts'
import { bodyContext, unpackReply } from './body.ts'
import type { ConversationDeps } from './deps.ts'
import { outdatedReason } from './outdated.ts'
import { reconcile } from './reconcile.ts'

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
    await settle(deps, job, channel, { status: 'dropped', code: 'opted-out' })
    return
  }
  const vault = deps.vault.forPerson(conversation.dataKey)
  const outgoing: OutgoingMessage = {
    messageId: message.id,
    conversationId: conversation.id,
    address: vault.openText(conversation.addressSealed, `address:${conversation.addressHash}`),
    reply: unpackReply(vault.openText(message.body_sealed, bodyContext(message.id))),
  }
  const wasTaken = await reconcile(deps, channel, message, outgoing)
  if (!wasTaken) {
    const late = outdatedReason(message, {
      now: deps.clock().getTime(),
      windowMs: channel.capabilities.replyWindowMs,
      lastInboundAt: await lastInboundAt(db, conversation.id),
    })
    if (late) return await settle(deps, job, channel, { status: 'dropped', code: late })
    const look = await deps.lastLook(message, conversation)
    if (look.kind === 'drop') return await settle(deps, job, channel, { status: 'dropped', code: look.code })
    if (look.kind === 'later') return await putOff(deps, job, look.delayMs)
  }
  await settle(deps, job, channel, { status: 'sent', result: wasTaken ?? (await attempt(deps, job, channel, outgoing)) })
}

/** Not yet, and no fault of anybody: the try does not count. */
async function putOff(deps: ConversationDeps, job: JobRow, delayMs: number): Promise<void> {
  const now = deps.clock().getTime()
  await returnJob(deps.engine.db, job, { state: 'ready', runAt: now + delayMs, code: 'put-off', attempts: job.attempts - 1, now })
}

async function attempt(deps: ConversationDeps, job: JobRow, channel: Channel, outgoing: OutgoingMessage): Promise<SendResult> {
  await mark(deps, job, 'sending')
  try {
    return await channel.send(outgoing)
  } catch (error) {
    // Known not to be taken: the next try need not ask.
    if (error instanceof PuenteError && (error.code === 'P3002' || error.code === 'P3006')) await mark(deps, job, 'queued')
    throw error
  }
}

/** Fencing: whoever lost the job meanwhile neither sends nor writes; whoever holds it holds it for as long as the call may take. */
async function mark(deps: ConversationDeps, job: JobRow, status: 'sending' | 'queued'): Promise<void> {
  const now = deps.clock().getTime()
  await deps.engine.gathered(async (tx) => {
    if (!(await holdJob(tx, job, now + LEASE_MS))) throw new PuenteError('P4002', { detail: 'the lease was lost' })
    await updateMessage(tx, job.message_id, { status, ...(status === 'sending' ? { attemptedAt: now } : {}), now })
  })
}

interface Settlement {
  readonly status: MessageStatus
  readonly result?: SendResult
  readonly code?: string
}

async function settle(deps: ConversationDeps, job: JobRow, channel: Pick<Channel, 'name'>, end: Settlement): Promise<void> {
  const now = deps.clock().getTime()
  // Taken back by a power cut, the message stands as "sending" and the provider is asked before a second try.
  await deps.engine.unhurried(async (tx) => {
    // Who lost the job writes nothing: the next holder finds the message at the provider.
    const isHeld = await finishJob(tx, job)
    const known = await findMessage(tx, job.message_id)
    // Erased while it was on its way: the provider is to forget it too.
    if (!known && end.result && deps.redacts(channel.name))
      await insertRedactions(tx, [lateRedaction(channel.name, end.result.providerId, now)])
    if (!isHeld && known) throw new PuenteError('P4002', { detail: 'the lease was lost' })
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
  deps.metrics.sent.inc({ channel: channel.name, result: end.status })
  deps.logger.info({
    event: 'send',
    conversationId: job.conversation_id,
    correlationId: job.correlation_id,
    channel: channel.name,
    result: end.status,
    reason: end.code,
  })
  deps.announce(job.conversation_id)
}

/** The provider will never take it: the message keeps the reason, nothing is left to do. */
export async function refuseMessage(deps: ConversationDeps, job: JobRow, error: unknown): Promise<void> {
  const code = error instanceof PuenteError ? (error.detail ?? error.code) : 'P3001'
  await settle(deps, job, { name: (await findMessage(deps.engine.db, job.message_id))?.channel ?? '' }, { status: 'failed', code })
}

function lateRedaction(channel: string, providerId: string, now: number): RedactionRow {
  return { id: randomUUID(), channel, provider_id: providerId, state: 'ready', attempts: 0, run_at: now, last_code: null, created_at: now }
}

/** After the last try: the message is shown as failed; the job stays set aside, to be tried again by hand. */
export async function failMessage(deps: ConversationDeps, job: JobRow, code: string): Promise<void> {
  await updateMessage(deps.engine.db, job.message_id, { status: 'failed', providerCode: code, now: deps.clock().getTime() })
  deps.announce(job.conversation_id)
}
