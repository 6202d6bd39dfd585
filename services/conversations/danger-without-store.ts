import { createHash, randomUUID } from 'node:crypto'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import type { Incoming, Received } from '../channels/index.ts'
import { correlationId } from '../observability/index.ts'
import { isSuppressed } from '../store/index.ts'
import type { ConversationDeps } from './deps.ts'
import { regionOf } from './process-turn.ts'
import { receiveMessage } from './receive-message.ts'

/** Providers send what was refused again: each message in danger is answered once. Hashes only, in memory. */
const KEPT_IDS = 2_000

/**
 * Receives messages; where the store takes nothing, somebody in danger is told whom to call all the same, by the channel itself and from
 * the texts in memory. The error still goes back, so that the sender tries again and the message is kept in the end.
 */
export function receiveEvenInDanger(deps: ConversationDeps): (incoming: Incoming) => Promise<Received> {
  const answered = new Set<string>()
  return async (incoming) => {
    try {
      return await receiveMessage(deps, incoming)
    } catch (fault) {
      await answerDanger(deps, incoming, answered).catch((error: unknown) =>
        deps.logger.error({ event: 'danger-unanswered', channel: incoming.channel, correlationId: correlationId(), err: error }),
      )
      throw fault
    }
  }
}

/** The crisis text for a message that could not be kept, without the offer that nobody could take up; undefined without danger. */
export function dangerWithoutStore(deps: ConversationDeps, incoming: Incoming): string | undefined {
  const { safety } = deps.ports()
  const found = safety.detectCrisis(incoming.message.text)
  if (!found) return undefined
  const hint = LANGUAGES.find((lang) => lang === incoming.message.langHint)
  return safety.crisisReply(found.kind, regionOf(incoming.address), found.lang ?? hint ?? 'es').withoutOffer
}

async function answerDanger(deps: ConversationDeps, incoming: Incoming, answered: Set<string>): Promise<void> {
  const text = dangerWithoutStore(deps, incoming)
  const channel = deps.channel(incoming.channel)
  if (text === undefined || !channel) return
  const key = createHash('sha256').update(`${incoming.channel}:${incoming.providerId}`).digest('base64')
  if (answered.has(key) || (await saidStop(deps, incoming))) return
  answered.add(key)
  if (answered.size > KEPT_IDS) answered.delete(answered.values().next().value as string)
  await channel.send({
    messageId: randomUUID(),
    conversationId: randomUUID(),
    address: incoming.address,
    reply: { text, choices: [], kind: 'crisis' },
  })
  deps.metrics.crises.inc({ kind: 'without-store' })
  deps.logger.warn({ event: 'danger-without-store', channel: incoming.channel, correlationId: correlationId() })
}

/** Read where it can still be read; where not, life goes first (and the carriers block who said STOP by SMS). */
async function saidStop(deps: ConversationDeps, incoming: Incoming): Promise<boolean> {
  const names = new Set([incoming.address, ...(incoming.aliases ?? [])])
  const looked = [...names].map((name) =>
    isSuppressed(deps.engine.db, incoming.channel, deps.vault.addressHash(incoming.channel, name)).catch(() => false),
  )
  return (await Promise.all(looked)).includes(true)
}
