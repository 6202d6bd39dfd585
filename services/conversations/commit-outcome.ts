import { randomUUID } from 'node:crypto'
import { mayMove, type Outcome, type Turn } from '../../bot/index.ts'
import { countEntries } from '../entry/index.ts'
import { erasePerson, prepareFarewell } from '../erasure/index.ts'
import { PuenteError } from '../errors/index.ts'
import { keepPreparation } from '../preparation/index.ts'
import { hashOfToken } from '../privacy/index.ts'
import {
  type ConversationRow,
  type Db,
  finishJob,
  insertAudit,
  insertExportLink,
  insertJob,
  insertMessage,
  type JobRow,
  promoteJobs,
  RESTORED,
  saveState,
  setSuppression,
  takeSeqs,
  updateMessage,
} from '../store/index.ts'
import { bodyContext, packReply, stateContext } from './body.ts'
import type { ConversationDeps } from './deps.ts'

/** The link to "my data" is for now: whoever finds the message later finds nothing. */
const EXPORT_LINK_MS = 24 * 3_600_000

interface Decided {
  readonly job: JobRow
  readonly conversation: ConversationRow
  readonly turn: Turn
  readonly outcome: Outcome
}

/**
 * TX2: memory (only if no other turn wrote since), outgoing messages with their jobs, opt-out, audit, and the end of the job,
 * all or nothing. A lost lease or a changed version rolls everything back.
 */
export async function commitOutcome(deps: ConversationDeps, decided: Decided): Promise<void> {
  const { job, conversation, outcome, turn } = decided
  const now = deps.clock().getTime()
  // Nothing is acknowledged here: a turn that a power cut takes back is run again, and no reply leaves before it is durable (send-message).
  await deps.engine.unhurried(async (tx) => {
    if (!(await finishJob(tx, job))) throw new PuenteError('P4002', { detail: 'the lease was lost' })
    await storeState(deps, tx, decided, now)
    await storeEffects(deps, tx, decided, now)
    const after = await homeAfter(deps, tx, decided)
    if (after) await storeReplies(deps, tx, { ...decided, conversation: after }, now)
    // Late: rows that many turns count in are held as short as can be.
    await deps.noteTurn(tx, {
      turn,
      outcome,
      conversation,
      channel: conversation.channel,
      vault: deps.vault.forPerson(conversation.dataKey),
    })
    await countEntries(tx, outcome.events, now)
    const conversationId = isGone(outcome) ? null : conversation.id
    for (const event of outcome.events) await insertAudit(tx, { at: now, kind: event.kind, conversationId, details: event.details })
    if (outcome.silence) await insertAudit(tx, { at: now, kind: 'silence', conversationId, details: { reason: outcome.silence } })
  })
  deps.wake()
  deps.announce(conversation.id)
}

async function storeState(deps: ConversationDeps, tx: Db, { conversation, outcome, turn }: Decided, now: number): Promise<void> {
  const vault = deps.vault.forPerson(conversation.dataKey)
  // Who is with a caseworker stays with them.
  const wants = outcome.effects.handoff && turn.status !== 'caseworker' ? 'waiting' : turn.status
  const status = wants !== turn.status && mayMove(turn.status, wants) ? wants : turn.status
  const isSaved = await saveState(tx, {
    id: conversation.id,
    version: conversation.version,
    stateSealed: vault.sealText(JSON.stringify(outcome.state), stateContext(conversation)),
    status,
    ...(outcome.effects.handoff ? { priority: outcome.effects.handoff.priority, waitingSince: now } : {}),
    now,
  })
  if (!isSaved) throw new PuenteError('P4002')
}

async function storeEffects(deps: ConversationDeps, tx: Db, { conversation, outcome, turn }: Decided, now: number): Promise<void> {
  const { effects } = outcome
  const audit = (kind: string, details: Record<string, string>) =>
    insertAudit(tx, { at: now, kind, conversationId: conversation.id, details })
  if (effects.optOut) {
    await setSuppression(tx, { channel: conversation.channel, addressHash: conversation.addressHash, ...effects.optOut, now })
  }
  if (effects.preparation && !effects.erase) {
    const vault = deps.vault.forPerson(conversation.dataKey)
    await keepPreparation(tx, { personId: conversation.personId, vault, change: effects.preparation, now, today: deps.today() })
  }
  if (effects.exportData && turn.exportLink) {
    await insertExportLink(tx, {
      token_hash: hashOfToken(turn.exportLink.split('#').at(-1) ?? ''),
      person_id: conversation.personId,
      lang: outcome.lang,
      expires_at: now + EXPORT_LINK_MS,
      used_at: null,
      created_at: now,
    })
  }
  const nextSeq = await takeSeqs(tx, conversation.id, 0, now)
  await deps.cases.apply(tx, { conversation, effects, lang: outcome.lang, country: outcome.country, nextSeq })
  await deps.followUp.apply(tx, { conversation, effects, lang: outcome.lang, country: outcome.country })
  // Last: the audit chain is one row for everybody, and whoever holds it waits for nobody.
  if (effects.optOut) await audit(effects.optOut.set === 'out' ? 'opted-out' : 'opted-in', { channel: conversation.channel })
  if (effects.handoff) await audit('handoff-requested', { reason: effects.handoff.reason, priority: effects.handoff.priority })
  if (effects.exportData) await audit('export-asked', { channel: conversation.channel })
}

/** Whether the conversation that the turn was of is no more: erased, or taken over by the thread of another phone. */
function isGone({ effects }: Outcome): boolean {
  return effects.erase === true || effects.move?.kind === 'move'
}

/** @returns the conversation that the replies belong to; undefined when there is none */
async function homeAfter(deps: ConversationDeps, tx: Db, decided: Decided): Promise<ConversationRow | undefined> {
  const { conversation, outcome } = decided
  if (outcome.effects.erase) return await erase(deps, tx, decided)
  const { move } = outcome.effects
  return move ? await deps.followUp.applyMove(tx, { conversation, effect: move, lang: outcome.lang }) : conversation
}

/** @returns the conversation that the confirmation leaves from; undefined when there is none */
async function erase(deps: ConversationDeps, tx: Db, { conversation, outcome }: Decided): Promise<ConversationRow | undefined> {
  const farewell = outcome.replies.length > 0 ? await prepareFarewell(deps, tx, conversation) : undefined
  await erasePerson(deps, tx, { conversation, by: 'person' })
  return await farewell?.()
}

async function storeReplies(deps: ConversationDeps, tx: Db, { job, conversation, outcome }: Decided, now: number): Promise<void> {
  const { replies, effects } = outcome
  if (replies.length === 0) return
  const vault = deps.vault.forPerson(conversation.dataKey)
  const firstSeq = await takeSeqs(tx, conversation.id, replies.length, now)
  for (const [i, reply] of replies.entries()) {
    const id = randomUUID()
    // The one confirmation of STOP is the only message that leaves after it: it is known by its kind.
    // A code to another phone is the person's alone: the console knows it by its kind.
    const ofMove = effects.move?.kind === 'code' ? 'move-code' : reply.kind
    const kind = effects.optOut?.set === 'out' ? 'opt-out-confirmation' : ofMove
    await insertMessage(tx, {
      id,
      conversationId: conversation.id,
      seq: firstSeq + i,
      direction: 'out',
      sender: 'bot',
      channel: conversation.channel,
      providerId: null,
      kind,
      bodySealed: vault.sealText(packReply(reply), bodyContext(id)),
      status: 'queued',
      segments: null,
      replyTo: isGone(outcome) ? null : job.message_id,
      now,
    })
    // A turn out of a backup may have been answered before the backup was needed: its replies are looked up at the provider first.
    if (job.correlation_id.startsWith(RESTORED)) await updateMessage(tx, id, { status: 'sending', attemptedAt: job.created_at, now })
    await insertJob(tx, {
      id: randomUUID(),
      kind: 'send-message',
      conversationId: conversation.id,
      messageId: id,
      priority: reply.kind === 'crisis' ? 0 : 5,
      runAt: now,
      correlationId: job.correlation_id,
      now,
    })
  }
  // Order is kept: what waits before a crisis answer goes first with it.
  if (replies.some((reply) => reply.kind === 'crisis')) await promoteJobs(tx, conversation.id, 0)
}
