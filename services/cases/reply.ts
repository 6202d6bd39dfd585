import { randomUUID } from 'node:crypto'
import type { Lang } from '../../bot/index.ts'
import { bodyContext, unpackReply } from '../conversations/index.ts'
import { PuenteError } from '../errors/index.ts'
import { noteFirstContact } from '../figures/index.ts'
import { noteContactDays } from '../indicators/index.ts'
import {
  type CaseRow,
  type ConversationRow,
  changeCase,
  type Db,
  deleteDraft,
  findMessage,
  hasCaseEvent,
  insertCannedUse,
  isSuppressed,
  lastInboundAt,
  listHeld,
  markResent,
  moveConversation,
} from '../store/index.ts'
import { noted } from './claim.ts'
import type { Actor, CaseDeps } from './deps.ts'
import { groundOf } from './ground.ts'
import { loadCase } from './load-case.ts'
import { sayTo } from './say.ts'
import { signed } from './sign.ts'
import { replyWindow } from './window.ts'

/** Why a caseworker's words cannot go out; the words themselves are kept where they were written. */
export type Refusal = 'opted-out' | 'revoked' | 'erased' | 'closed' | 'not-yours' | 'no-template' | 'too-long'

export interface ReplyRequest {
  readonly caseId: string
  readonly text: string
  /** Made by the browser: the same press of the button is one message. */
  readonly id: string
  /** The card that the words came from. */
  readonly card?: string
}

export interface Replied {
  readonly id: string
  /** held: the window is closed; a template has knocked, and the words go when the person writes. */
  readonly state: 'queued' | 'held'
}

/**
 * Sends a caseworker's words by the same outbox as the bot's.
 * @throws PuenteError P1014 with the reason (see Refusal) when they may not go out
 */
export async function replyAsCaseworker(deps: CaseDeps, actor: Actor, request: ReplyRequest): Promise<Replied> {
  const now = deps.clock().getTime()
  const done = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, request.caseId)
    const known = await findMessage(tx, request.id)
    if (known)
      return { id: known.id, state: known.status === 'held' ? ('held' as const) : ('queued' as const), conversationId: conversation.id }
    const text = await signed(deps, tx, { found, actor, text: request.text })
    await mayReply(deps, tx, { found, conversation, actor, text })
    const state = await send(deps, tx, { found, conversation, actor, text, id: request.id })
    await changeCase(
      tx,
      found.id,
      {},
      { last_staff_at: now, updated_at: now, first_contact_at: found.first_contact_at ?? now, status: 'open', snoozed_until: null },
    )
    // Taking a case is a sentence of ours; these are the first words of a person.
    if (!(await hasCaseEvent(tx, found.id, 'replied')) && !(await hasCaseEvent(tx, found.id, 'reply-held'))) {
      await noteFirstContact(tx, {
        day: deps.today(),
        officeId: found.office_id,
        askedAt: found.opened_at,
        promisedAt: found.promised_at,
        now,
      })
      await noteContactDays(tx, { today: deps.today(), found, now })
    }
    // After a silence or a snooze the bot had come back: whoever writes is in charge again.
    await moveConversation(tx, conversation.id, { from: ['bot', 'waiting'], to: 'caseworker', now })
    // In the same transaction: words that went out do not wait to be sent any more.
    await deleteDraft(tx, found.id, actor.staffId)
    if (request.card)
      await insertCannedUse(tx, { id: randomUUID(), card: request.card, staff_id: actor.staffId, case_id: found.id, at: now })
    await noted(tx, {
      found,
      conversation,
      actor,
      kind: state === 'held' ? 'reply-held' : 'replied',
      now,
      details: { message: request.id },
    })
    return { id: request.id, state, conversationId: conversation.id }
  })
  deps.wake()
  deps.announce(done.conversationId)
  return { id: done.id, state: done.state }
}

/**
 * Sends a message that failed once more, as a new one: pressing twice sends once.
 * @throws PuenteError P1014 as for a reply, P1015 when the message did not fail or was sent again before
 */
export async function sendAgain(deps: CaseDeps, actor: Actor, caseId: string, messageId: string): Promise<Replied> {
  const now = deps.clock().getTime()
  const done = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    const message = await findMessage(tx, messageId)
    if (!message || message.conversation_id !== conversation.id || message.sender !== 'staff') throw new PuenteError('P1004')
    const { text } = unpackReply(deps.vault.forPerson(conversation.dataKey).openText(message.body_sealed, bodyContext(message.id)))
    await mayReply(deps, tx, { found, conversation, actor, text })
    const id = randomUUID()
    if (!(await markResent(tx, messageId, id, now))) throw new PuenteError('P1015')
    const state = await send(deps, tx, { found, conversation, actor, text, id })
    await noted(tx, { found, conversation, actor, kind: 'sent-again', now, details: { message: id, failed: messageId } })
    return { id, state, conversationId: conversation.id }
  })
  deps.wake()
  deps.announce(done.conversationId)
  return { id: done.id, state: done.state }
}

interface Wish {
  readonly found: CaseRow
  readonly conversation: ConversationRow
  readonly actor: Actor
  readonly text: string
}

async function mayReply(deps: CaseDeps, tx: Db, { found, conversation, actor, text }: Wish): Promise<void> {
  const refuse = (reason: Refusal) => new PuenteError('P1014', { detail: reason })
  if (found.outcome === 'erased') throw refuse('erased')
  if (found.outcome === 'revoked') throw refuse('revoked')
  if (found.status === 'closed') throw refuse('closed')
  if (found.assignee_id !== actor.staffId) throw refuse('not-yours')
  if (await isSuppressed(tx, conversation.channel, conversation.addressHash)) throw refuse('opted-out')
  if (!(await groundOf(tx, found, actor, deps.clock().getTime()))) throw refuse('revoked')
  const capabilities = deps.channel(conversation.channel)?.capabilities
  if (capabilities && text.length > capabilities.maxBodyChars) throw refuse('too-long')
}

async function send(deps: CaseDeps, tx: Db, wish: Wish & { readonly id: string }): Promise<Replied['state']> {
  const { conversation, found, actor, text, id } = wish
  const capabilities = deps.channel(conversation.channel)?.capabilities
  const { isOpen } = replyWindow(capabilities?.replyWindowMs, await lastInboundAt(tx, conversation.id), deps.clock().getTime())
  if (!isOpen) {
    if (!capabilities?.canKnock) throw new PuenteError('P1014', { detail: 'no-template' satisfies Refusal })
    // One knock for however many messages wait behind it.
    if ((await listHeld(tx, conversation.id)).length === 0) {
      const lang = found.lang as Lang
      await sayTo(deps, tx, {
        conversation,
        text: deps.text(lang, 'case.knock'),
        sender: 'bot',
        kind: 'knock',
        template: { name: 'knock', lang },
      })
    }
  }
  await sayTo(deps, tx, {
    conversation,
    text,
    sender: 'staff',
    staffId: actor.staffId,
    kind: 'staff',
    id,
    status: isOpen ? 'queued' : 'held',
  })
  return isOpen ? 'queued' : 'held'
}
