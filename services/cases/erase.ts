import { randomUUID } from 'node:crypto'
import { erasePerson, prepareFarewell } from '../erasure/index.ts'
import { PuenteError } from '../errors/index.ts'
import {
  type ConversationRow,
  type Db,
  findErasureRequest,
  insertAlert,
  insertAudit,
  insertErasureRequest,
  isSuppressed,
  lastInboundAt,
  takeErasureRequest,
} from '../store/index.ts'
import { noted, sentence } from './claim.ts'
import type { Actor, CaseDeps } from './deps.ts'
import { loadCase } from './load-case.ts'
import { sayTo } from './say.ts'
import { replyWindow } from './window.ts'

const HOLDS_MS = 7 * 86_400_000

/** First pair of eyes: a person asked a caseworker to erase them. Nothing is erased yet. @throws PuenteError P1015 when it was asked already */
export async function askErasure(deps: CaseDeps, actor: Actor, caseId: string): Promise<void> {
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    const isAsked = await insertErasureRequest(tx, {
      id: randomUUID(),
      person_id: found.person_id,
      case_id: caseId,
      office_id: found.office_id,
      asked_by: actor.staffId,
      asked_at: now,
      expires_at: now + HOLDS_MS,
    })
    if (!isAsked) throw new PuenteError('P1015')
    await insertAlert(tx, {
      id: randomUUID(),
      office_id: found.office_id,
      role: 'supervisor',
      staff_id: null,
      kind: 'erasure-asked',
      case_id: caseId,
      details: '{}',
      at: now,
      seen_at: null,
    })
    await noted(tx, { found, conversation, actor, kind: 'erasure-asked', now })
  })
}

/**
 * Second pair of eyes: another member of the office decides. Confirmed, the person is gone, with a sentence to them where the channel
 * still takes one.
 * @throws PuenteError P1015 when it was decided or has run out, P1009 for another office or for whoever asked
 */
export async function decideErasure(deps: CaseDeps, actor: Actor, requestId: string, decision: 'confirm' | 'refuse'): Promise<void> {
  const now = deps.clock().getTime()
  const asked = await findErasureRequest(deps.engine.db, requestId)
  if (!asked) throw new PuenteError('P1015')
  if (asked.office_id !== actor.officeId || asked.asked_by === actor.staffId) {
    const details = { case: asked.case_id, staff: actor.staffId }
    await insertAudit(deps.engine.db, { at: now, kind: 'erasure-not-theirs', conversationId: null, details })
    throw new PuenteError('P1009', { detail: 'another member of the office confirms' })
  }
  await deps.engine.db.transaction().execute(async (tx) => {
    const request = await takeErasureRequest(tx, requestId, now)
    if (!request) throw new PuenteError('P1015')
    const { found, conversation } = await loadCase(tx, request.case_id)
    if (decision === 'refuse') return await noted(tx, { found, conversation, actor, kind: 'erasure-refused', now })
    const text = sentence(deps, found, 'command.erase_done')
    const farewell = (await mayTell(deps, tx, conversation)) ? await prepareFarewell(deps, tx, conversation) : undefined
    await erasePerson(deps, tx, {
      conversation,
      by: 'staff',
      details: { asked: request.asked_by, confirmed: actor.staffId, case: found.id },
    })
    if (farewell) await sayTo(deps, tx, { conversation: await farewell(), text, sender: 'bot', kind: 'confirmation' })
  })
  deps.wake()
}

async function mayTell(deps: CaseDeps, tx: Db, conversation: ConversationRow): Promise<boolean> {
  if (await isSuppressed(tx, conversation.channel, conversation.addressHash)) return false
  const windowMs = deps.channel(conversation.channel)?.capabilities.replyWindowMs
  return replyWindow(windowMs, await lastInboundAt(tx, conversation.id), deps.clock().getTime()).isOpen
}
