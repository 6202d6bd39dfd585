import { randomUUID } from 'node:crypto'
import {
  type CaseRow,
  type ConversationRow,
  changeCase,
  type Db,
  dropUnsent,
  endShares,
  findLastCase,
  findOpenCase,
  insertAlert,
  insertAudit,
  insertCaseEvent,
  listConsents,
  moveConversation,
  revokeConsents,
  revokeReferrals,
} from '../store/index.ts'
import type { CaseDeps } from './deps.ts'

/**
 * Access ends at once, of every office or of the one that is named: consents, referrals, views, and, where the office that has the case
 * is meant, what its staff wrote and has not left. Each office is told.
 */
export async function revokeCase(deps: CaseDeps, tx: Db, conversation: ConversationRow, officeId: string | undefined): Promise<void> {
  const now = deps.clock().getTime()
  const found = (await findOpenCase(tx, conversation.id)) ?? (await findLastCase(tx, conversation.id))
  if (!found) return
  const consents = await listConsents(tx, found.id)
  const others = new Set(consents.filter((one) => one.revoked_at === null && one.office_id !== found.office_id).map((one) => one.office_id))
  const ended = { caseId: found.id, now, ...(officeId === undefined ? {} : { officeId }) }
  await revokeConsents(tx, ended)
  await revokeReferrals(tx, ended)
  await endShares(tx, ended)
  if (officeId === undefined || officeId === found.office_id) await endLead(tx, found, now)
  const details = { office: officeId ?? found.office_id }
  await insertCaseEvent(tx, { caseId: found.id, at: now, kind: 'revoked', staffId: null, details })
  await insertAudit(tx, { at: now, kind: 'consent-revoked', conversationId: conversation.id, details })
  for (const other of others) if (officeId === undefined || officeId === other) await tellOffice(tx, { officeId: other, found, now })
}

/** The office that has the case: it is closed, and the bot answers again. */
async function endLead(tx: Db, found: CaseRow, now: number): Promise<void> {
  await dropUnsent(tx, found.conversation_id, 'revoked', now)
  if (found.status !== 'closed')
    await changeCase(tx, found.id, {}, { status: 'closed', outcome: 'revoked', closed_at: now, updated_at: now })
  await moveConversation(tx, found.conversation_id, { from: ['waiting', 'caseworker'], to: 'bot', now })
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: found.office_id,
    role: found.assignee_id ? null : 'supervisor',
    staff_id: found.assignee_id,
    kind: 'revoked',
    case_id: found.id,
    details: JSON.stringify({ number: found.number }),
    at: now,
    seen_at: null,
  })
}

async function tellOffice(tx: Db, { officeId, found, now }: { officeId: string; found: CaseRow; now: number }): Promise<void> {
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: officeId,
    role: 'caseworker',
    staff_id: null,
    kind: 'revoked',
    case_id: null,
    details: JSON.stringify({ number: found.number }),
    at: now,
    seen_at: null,
  })
}
