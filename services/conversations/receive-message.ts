import { randomUUID } from 'node:crypto'
import type { Incoming, Received } from '../channels/index.ts'
import { PuenteError } from '../errors/index.ts'
import { correlationId } from '../observability/index.ts'
import {
  type Db,
  findIdentity,
  type Identity,
  insertIdentity,
  insertJob,
  insertMessage,
  isKnownMessage,
  listHeld,
  moveIdentity,
  promoteJobs,
  releaseHeld,
  takeSeqs,
  touchInbound,
} from '../store/index.ts'
import { bodyContext, packInbound } from './body.ts'
import type { ConversationDeps } from './deps.ts'

const PRIORITY_CRISIS = 0
const PRIORITY_NORMAL = 5

/**
 * TX1: identity, message and job in one transaction; when this returns, the message is safe. A redelivery changes nothing.
 * Danger words put the turn into the first lane, so that a queue does not make them wait.
 */
export async function receiveMessage(deps: ConversationDeps, incoming: Incoming): Promise<Received> {
  const now = deps.clock().getTime()
  const urgent = deps.ports().safety.detectCrisis(incoming.message.text) !== undefined
  const received = await deps.engine.gathered(async (tx) => {
    const identity = await identityOf(deps, tx, incoming, now)
    // Taking the number locks the conversation: two deliveries of one message cannot both find it unknown.
    const seq = await takeSeqs(tx, identity.conversationId, 1, now)
    const messageId = randomUUID()
    if (await isKnownMessage(tx, incoming.channel, incoming.providerId))
      return { isNew: false, conversationId: identity.conversationId, messageId }
    const vault = deps.vault.forPerson(identity.dataKey)
    await insertMessage(tx, {
      id: messageId,
      conversationId: identity.conversationId,
      seq,
      direction: 'in',
      sender: 'person',
      channel: incoming.channel,
      providerId: incoming.providerId,
      kind: 'message',
      bodySealed: vault.sealText(packInbound(incoming.message), bodyContext(messageId)),
      status: 'received',
      segments: null,
      replyTo: null,
      now,
    })
    await touchInbound(tx, identity.conversationId, now)
    await releaseWaiting(tx, identity.conversationId, now)
    await insertJob(tx, {
      id: randomUUID(),
      kind: 'run-turn',
      conversationId: identity.conversationId,
      messageId,
      priority: urgent ? PRIORITY_CRISIS : PRIORITY_NORMAL,
      runAt: now,
      correlationId: correlationId(),
      now,
    })
    // What waits before it would hold the crisis answer back: order is kept, so it goes first too.
    if (urgent) await promoteJobs(tx, identity.conversationId, PRIORITY_CRISIS)
    return { isNew: true, conversationId: identity.conversationId, messageId }
  })
  const counter = received.isNew ? deps.metrics.received : deps.metrics.duplicates
  counter.inc({ channel: incoming.channel })
  deps.logger.info({
    event: received.isNew ? 'received' : 'redelivered',
    channel: incoming.channel,
    conversationId: received.conversationId,
    correlationId: correlationId(),
  })
  if (received.isNew) {
    deps.wake()
    deps.announce(received.conversationId)
  }
  return received
}

/** The person wrote: the channel's window is open again, and what staff wrote meanwhile goes out. */
async function releaseWaiting(tx: Db, conversationId: string, now: number): Promise<void> {
  for (const message of await listHeld(tx, conversationId))
    if (await releaseHeld(tx, message.id, now))
      await insertJob(tx, {
        id: randomUUID(),
        kind: 'send-message',
        conversationId,
        messageId: message.id,
        priority: PRIORITY_NORMAL,
        runAt: now,
        correlationId: correlationId(),
        now,
      })
}

async function identityOf(deps: ConversationDeps, tx: Db, incoming: Incoming, now: number): Promise<Identity> {
  // An id that stays when the number is hidden is the better key; whoever is known under the number stays known.
  const [key = incoming.address] = incoming.aliases ?? []
  for (const alias of new Set([key, incoming.address])) {
    const known = await findIdentity(tx, incoming.channel, deps.vault.addressHash(incoming.channel, alias))
    if (known) return await moved(deps, tx, incoming, known)
  }
  const addressHash = deps.vault.addressHash(incoming.channel, key)
  const dataKey = deps.vault.newDataKey()
  const id = randomUUID()
  const addressSealed = deps.vault.forPerson(dataKey).sealText(incoming.address, `address:${addressHash}`)
  const isStored = await insertIdentity(tx, {
    id,
    personId: randomUUID(),
    conversationId: randomUUID(),
    channel: incoming.channel,
    addressHash,
    addressSealed,
    dataKey,
    now,
  })
  const stored = await findIdentity(tx, incoming.channel, addressHash)
  if (!stored)
    throw new PuenteError('P4001', { detail: isStored ? 'identity not found after insert' : 'identity lost a race and is not visible' })
  return stored
}

/** Where a channel moves (another server for the same conversation), replies follow. */
async function moved(deps: ConversationDeps, tx: Db, incoming: Incoming, known: Identity): Promise<Identity> {
  if (!incoming.movesAddress) return known
  const vault = deps.vault.forPerson(known.dataKey)
  const context = `address:${known.addressHash}`
  if (vault.openText(known.addressSealed, context) === incoming.address) return known
  await moveIdentity(tx, known.id, vault.sealText(incoming.address, context))
  return known
}
