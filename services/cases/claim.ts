import { randomUUID } from 'node:crypto'
import type { Lang } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import { noteAccepted } from '../indicators/index.ts'
import {
  type CaseRow,
  type ConversationRow,
  changeCase,
  claimCase,
  type Db,
  findStaff,
  hasCaseEvent,
  insertAlert,
  insertAudit,
  insertCaseEvent,
  moveConversation,
  settleNewCaseAlerts,
} from '../store/index.ts'
import type { Actor, CaseDeps } from './deps.ts'
import { loadCase } from './load-case.ts'
import { sayTo } from './say.ts'

/** A sentence of content/messages in the language of the case. */
export function sentence(deps: CaseDeps, found: CaseRow, key: string, params: Record<string, string> = {}): string {
  const office = deps.offices.find(found.office_id)?.name ?? ''
  return deps.text(found.lang as Lang, key, { office, number: found.number, ...params })
}

/**
 * Takes a case: of two who try at once one gets it, and the person is told who answers.
 * @throws PuenteError P1011 when somebody else has it (with that person's name), P1012 when it is closed
 */
export async function claim(deps: CaseDeps, actor: Actor, caseId: string): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const isTaken = await claimCase(tx, { caseId, staffId: actor.staffId, now })
    const { found, conversation } = await loadCase(tx, caseId)
    if (!isTaken) throw await whyNot(tx, found)
    // Danger that nobody asked help for: the professional reads, and writes only once the person wishes it or it must be.
    if (found.reason !== 'danger') {
      await moveConversation(tx, conversation.id, { from: ['bot', 'waiting'], to: 'caseworker', now })
      await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.claimed', { name: actor.firstName }), sender: 'bot' })
    }
    await settleNewCaseAlerts(tx, caseId, now)
    if (found.reason !== 'danger' && !(await hasCaseEvent(tx, caseId, 'claimed'))) await noteAccepted(tx, { today: deps.today(), found })
    await noted(tx, { found, conversation, actor, kind: 'claimed', now })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}

/** Puts a case back into the queue; the bot answers meanwhile. @throws PuenteError P1013 when it is not theirs */
export async function release(deps: CaseDeps, actor: Actor, caseId: string): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const isChanged = await changeCase(
      tx,
      caseId,
      { assigneeId: actor.staffId },
      { assignee_id: null, status: 'waiting', snoozed_until: null, waiting_since: now, updated_at: now },
    )
    if (!isChanged) throw new PuenteError('P1013')
    const { found, conversation } = await loadCase(tx, caseId)
    await moveConversation(tx, conversation.id, { from: ['caseworker'], to: 'waiting', now })
    await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.released', { name: actor.firstName }), sender: 'bot' })
    await noted(tx, { found, conversation, actor, kind: 'released', now })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}

/**
 * Gives a case to a colleague of the same office: another organisation needs a new consent (see refer.ts).
 * @throws PuenteError P1013 when the case is not theirs to give, P1002 when the colleague is not of the office
 */
export async function transfer(deps: CaseDeps, actor: Actor, caseId: string, toStaffId: string): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    const colleague = await findStaff(tx, { id: toStaffId })
    if (colleague?.is_active !== 1 || colleague.office_id !== found.office_id) throw new PuenteError('P1002', { detail: 'staffId' })
    const expected = actor.role === 'supervisor' ? {} : { assigneeId: actor.staffId }
    const isChanged =
      found.status !== 'closed' &&
      (await changeCase(tx, caseId, expected, {
        assignee_id: toStaffId,
        status: 'open',
        snoozed_until: null,
        last_staff_at: now,
        updated_at: now,
      }))
    if (!isChanged) throw new PuenteError('P1013')
    await moveConversation(tx, conversation.id, { from: ['bot', 'waiting'], to: 'caseworker', now })
    await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.transferred', { name: colleague.first_name }), sender: 'bot' })
    await insertAlert(tx, {
      id: randomUUID(),
      office_id: null,
      role: null,
      staff_id: toStaffId,
      kind: 'transferred',
      case_id: caseId,
      details: '{}',
      at: now,
      seen_at: null,
    })
    await noted(tx, { found, conversation, actor, kind: 'transferred', now, details: { to: toStaffId } })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}

export interface Noted {
  readonly found: CaseRow
  readonly conversation: ConversationRow
  readonly actor: Actor
  readonly kind: string
  readonly now: number
  readonly details?: Readonly<Record<string, string | number>>
}

/** Into the history of the case and the audit trail. */
export async function noted(tx: Db, { found, conversation, actor, kind, now, details = {} }: Noted): Promise<void> {
  await insertCaseEvent(tx, { caseId: found.id, at: now, kind, staffId: actor.staffId, details })
  await insertAudit(tx, {
    at: now,
    kind: `case-${kind}`,
    conversationId: conversation.id,
    details: { case: found.id, staff: actor.staffId, ...details },
  })
}

async function whyNot(tx: Db, found: CaseRow): Promise<PuenteError> {
  if (found.status === 'closed') return new PuenteError('P1012')
  const holder = found.assignee_id ? await findStaff(tx, { id: found.assignee_id }) : undefined
  return new PuenteError('P1011', { detail: holder?.first_name ?? '' })
}
