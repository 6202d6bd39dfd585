import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { type BotEvent, mayHear, runTurn, type Turn } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import { readPreparation } from '../preparation/index.ts'
import { findConversation, findMessage, finishJob, inboundTimes, isSuppressed, type JobRow, type MessageRow } from '../store/index.ts'
import { bodyContext, unpackInbound } from './body.ts'
import { commitOutcome } from './commit-outcome.ts'
import type { ConversationDeps } from './deps.ts'
import { memoryOf } from './open-question.ts'

/** Runs one turn: load, decide, commit. Throws → nothing was written, the job is tried again. */
export async function processTurn(deps: ConversationDeps, job: JobRow): Promise<void> {
  const startedAt = performance.now()
  const { db } = deps.engine
  const conversation = await findConversation(db, job.conversation_id)
  const message = await findMessage(db, job.message_id)
  if (!conversation || !message) {
    await finishJob(db, job) // erased meanwhile: nothing is left to answer
    return
  }
  const channel = deps.channel(conversation.channel)
  if (!channel) throw new PuenteError('P2001', { detail: `channel ${conversation.channel} is not configured` })
  const vault = deps.vault.forPerson(conversation.dataKey)
  const known = await deps.cases.view(db, conversation)
  const state = memoryOf(deps.vault, conversation)
  const preparation = await readPreparation(db, vault, conversation.personId)
  const written = unpackInbound(vault.openText(message.body_sealed, bodyContext(message.id)))
  const optedOut = await isSuppressed(db, conversation.channel, conversation.addressHash)
  const recent = await countRecent(deps, message)
  // Who said STOP is not listened to either, nor a flood of notes.
  const voice = optedOut || !mayHear(recent, state) ? undefined : await deps.hearNote(written, channel, state.language)
  const address = vault.openText(conversation.addressSealed, `address:${conversation.addressHash}`)
  const turn: Turn = {
    message: voice ? { ...written, voice } : written,
    state,
    status: conversation.status as Turn['status'],
    capabilities: channel.capabilities,
    regionHint: regionOf(address),
    ...(parsePhoneNumberFromString(address.startsWith('+') ? address : '') ? { phone: address } : {}),
    optedOut,
    today: deps.today(),
    recent,
    ...(known ? { case: known } : {}),
    ...(preparation ? { preparation } : {}),
    followUp: await deps.followUp.view(db, conversation),
    move: await deps.followUp.move(db, conversation, { text: written.text, state }),
    newCaseNumber: await deps.cases.newNumber(db),
    exportLink: deps.exportLink(),
  }
  const outcome = await runTurn(turn, deps.ports())
  await commitOutcome(deps, { job, conversation, turn, outcome })
  deps.metrics.turns.inc({ route: outcome.route, lang: outcome.lang })
  deps.metrics.turnSeconds.observe((performance.now() - startedAt) / 1000)
  for (const event of outcome.events) count(deps, event)
  deps.logger.info({
    event: 'turn',
    conversationId: conversation.id,
    correlationId: job.correlation_id,
    route: outcome.route,
    lang: outcome.lang,
    replies: outcome.replies.length,
    silence: outcome.silence,
    ms: Math.round(performance.now() - startedAt),
  })
}

/** Enough to tell a flood from a person who writes in pieces. */
const LOOKED_BACK = 200
const MINUTE_MS = 60_000

/** Up to this message and by its own time: what piles up while we are down is no flood of it. */
async function countRecent(deps: ConversationDeps, message: MessageRow): Promise<NonNullable<Turn['recent']>> {
  const times = await inboundTimes(deps.engine.db, { conversationId: message.conversation_id, seq: message.seq, limit: LOOKED_BACK })
  const within = (ms: number) => times.filter((at) => at > message.created_at - ms).length
  return { inMinute: within(MINUTE_MS), inHour: within(60 * MINUTE_MS) }
}

function count(deps: ConversationDeps, event: BotEvent): void {
  if (event.kind === 'crisis') deps.metrics.crises.inc({ kind: String(event.details.kind) })
  if (event.kind !== 'content-gate') return
  deps.metrics.gated.inc({ reason: 'unknown-contact' })
  deps.logger.error({ event: 'content-gate', card: event.details.card, offending: event.details.offending })
}

/** Region by a number's prefix ("us", "mx"); undefined where the address is no phone number. */
export function regionOf(address: string): string | undefined {
  return address.startsWith('+') ? parsePhoneNumberFromString(address)?.country?.toLowerCase() : undefined
}
