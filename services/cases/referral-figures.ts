import { noteReferral, noteServiceDays } from '../indicators/index.ts'
import { type CaseRow, type Db, expireReferrals, hasCaseEvent, insertCaseEvent, type ReferralRow } from '../store/index.ts'
import type { CaseDeps } from './deps.ts'
import { loadCase } from './load-case.ts'

/** A referral that nobody has answered in this time is over: whoever still wants it asks again. */
const EXPIRES_MS = 30 * 86_400_000
const EXPIRED_AT_ONCE = 100

interface Answered {
  readonly today: string
  readonly found: CaseRow
  readonly referral: ReferralRow
  readonly state: 'accepted' | 'declined' | 'done'
  readonly now: number
}

/** Counts a partner's answer, before it stands in the case: a referral that is done was accepted once, and only the first is the first service. */
export async function noteAnswer(tx: Db, { today, found, referral, state, now }: Answered): Promise<void> {
  const to = referral.to_office_id ?? referral.to_service ?? ''
  if (state === 'declined') return await noteReferral(tx, { today, found, state: 'refused', to })
  if (referral.state === 'accepted') return
  await noteReferral(tx, { today, found, state: 'accepted', to })
  const hadOne = (await hasCaseEvent(tx, found.id, 'referral-accepted')) || (await hasCaseEvent(tx, found.id, 'referral-done'))
  if (!hadOne) await noteServiceDays(tx, { today, found, now })
}

/** Ends referrals that were never answered, and counts them. */
export async function sweepReferrals(deps: CaseDeps): Promise<void> {
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    for (const referral of await expireReferrals(tx, { before: now - EXPIRES_MS, now, limit: EXPIRED_AT_ONCE })) {
      const { found } = await loadCase(tx, referral.case_id)
      const to = referral.to_office_id ?? referral.to_service ?? ''
      await noteReferral(tx, { today: deps.today(), found, state: 'expired', to })
      await insertCaseEvent(tx, { caseId: found.id, at: now, kind: 'referral-expired', staffId: null, details: { referral: referral.id } })
    }
  })
}
