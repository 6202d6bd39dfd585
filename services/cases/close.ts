import { randomUUID } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import {
  changeCase,
  findConsent,
  findOpenCase,
  insertAlert,
  insertCaseEvent,
  listDueSnoozed,
  listSilentCases,
  moveConversation,
} from '../store/index.ts'
import { noted, sentence } from './claim.ts'
import { type Actor, type CaseDeps, caseContext } from './deps.ts'
import { loadCase } from './load-case.ts'
import { offerFollowUp } from './offer-follow-up.ts'
import { sweepReferrals } from './referral-figures.ts'
import { sayTo } from './say.ts'

export const OUTCOMES = ['solved', 'referred', 'information-given', 'could-not-help', 'no-answer', 'person-wished', 'not-needed'] as const
export type CaseOutcome = (typeof OUTCOMES)[number]

const SWEEP_LIMIT = 200

/** Ends a case: with what came of it and why; the bot comes back and says so. @throws PuenteError P1013 when it is not theirs, P1012 when it is closed */
export async function closeCase(
  deps: CaseDeps,
  actor: Actor,
  caseId: string,
  end: { outcome: CaseOutcome; reason: string },
): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    if (found.status === 'closed') throw new PuenteError('P1012')
    if (found.assignee_id !== actor.staffId && actor.role !== 'supervisor') throw new PuenteError('P1013')
    const closing = deps.vault.forPerson(conversation.dataKey).sealText(end.reason, caseContext('closing', caseId))
    await changeCase(
      tx,
      caseId,
      {},
      { status: 'closed', outcome: end.outcome, closing_sealed: closing, closed_at: now, snoozed_until: null, updated_at: now },
    )
    await moveConversation(tx, conversation.id, { from: ['waiting', 'caseworker'], to: 'bot', now })
    if (found.reason !== 'danger') {
      const offer = await offerFollowUp(deps, tx, found, end.outcome)
      const text = [sentence(deps, found, 'case.closed'), offer].filter(Boolean).join('\n')
      await sayTo(deps, tx, { conversation, text, sender: 'bot' })
    }
    await noted(tx, { found, conversation, actor, kind: 'closed', now, details: { outcome: end.outcome } })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}

/** Opens a closed case again, while its consent holds. @throws PuenteError P1014 revoked when it does not, P1012 when another case is open */
export async function reopenCase(deps: CaseDeps, actor: Actor, caseId: string): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    if (found.status !== 'closed' || (await findOpenCase(tx, conversation.id))) throw new PuenteError('P1012')
    if (found.outcome === 'erased' || found.outcome === 'revoked' || !(await findConsent(tx, caseId, found.office_id, now)))
      throw new PuenteError('P1014', { detail: 'revoked' })
    await changeCase(
      tx,
      caseId,
      {},
      {
        status: 'open',
        outcome: null,
        closed_at: null,
        assignee_id: actor.staffId,
        reopened: found.reopened + 1,
        last_staff_at: now,
        updated_at: now,
      },
    )
    await moveConversation(tx, conversation.id, { from: ['bot', 'waiting'], to: 'caseworker', now })
    await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.reopened', { name: actor.firstName }), sender: 'bot' })
    await noted(tx, { found, conversation, actor, kind: 'reopened', now })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}

/** Puts a case aside until a moment (ms): the bot answers meanwhile. @throws PuenteError P1013 when it is not theirs */
export async function snoozeCase(deps: CaseDeps, actor: Actor, caseId: string, untilMs: number): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    if (
      !(await changeCase(
        tx,
        caseId,
        { assigneeId: actor.staffId, status: 'open' },
        { status: 'snoozed', snoozed_until: untilMs, updated_at: now },
      ))
    )
      throw new PuenteError('P1013')
    const { found, conversation } = await loadCase(tx, caseId)
    await moveConversation(tx, conversation.id, { from: ['caseworker'], to: 'bot', now })
    await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.silence'), sender: 'bot' })
    await noted(tx, { found, conversation, actor, kind: 'snoozed', now, details: { until: untilMs } })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}

/**
 * What time alone brings about: a caseworker who has been silent for the office's set time gives the conversation back to the bot,
 * which says so; what was put aside comes back. Safe to run at any time and from several processes.
 * @returns how many conversations went back to the bot
 */
export async function sweepCases(deps: CaseDeps): Promise<number> {
  const now = deps.clock().getTime()
  await sweepReferrals(deps)
  let returned = 0
  for (const silent of await listSilentCases(deps.engine.db, now, SWEEP_LIMIT)) {
    const isReturned = await deps.engine.db.transaction().execute(async (tx) => {
      if (!(await moveConversation(tx, silent.conversation_id, { from: ['caseworker'], to: 'bot', now }))) return false
      const { found, conversation } = await loadCase(tx, silent.id)
      await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.silence'), sender: 'bot' })
      await insertCaseEvent(tx, { caseId: found.id, at: now, kind: 'back-to-bot', staffId: null })
      await insertAlert(tx, {
        id: randomUUID(),
        office_id: null,
        role: null,
        staff_id: found.assignee_id,
        kind: 'silent',
        case_id: found.id,
        details: '{}',
        at: now,
        seen_at: null,
      })
      return true
    })
    if (!isReturned) continue
    returned++
    deps.announce(silent.conversation_id)
  }
  for (const due of await listDueSnoozed(deps.engine.db, now, SWEEP_LIMIT)) {
    if (!(await changeCase(deps.engine.db, due.id, { status: 'snoozed' }, { status: 'open', snoozed_until: null, updated_at: now })))
      continue
    await insertAlert(deps.engine.db, {
      id: randomUUID(),
      office_id: null,
      role: null,
      staff_id: due.assignee_id,
      kind: 'snooze-over',
      case_id: due.id,
      details: '{}',
      at: now,
      seen_at: null,
    })
    deps.announce(due.conversation_id)
  }
  if (returned > 0) deps.wake()
  return returned
}
