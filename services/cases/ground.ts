import { type CaseRow, type Db, findConsent, hasReferral, listPacketReads } from '../store/index.ts'
import type { Actor } from './deps.ts'
import { sightOf } from './sight.ts'

/** On what ground somebody may read what a person wrote: a consent, the person's own wish for somebody in danger, broken glass, a referral, a share of another office's case. */
export type Ground = 'consent' | 'asked' | 'break-glass' | 'referral' | 'shared'

/** The ground that an actor has on a case now; undefined: none, everything of the person stays shut. */
export async function groundOf(db: Db, found: CaseRow, actor: Actor, now: number): Promise<Ground | undefined> {
  if (found.office_id === actor.officeId && (await findConsent(db, found.id, actor.officeId, now))) return 'consent'
  if (found.outcome === 'erased') return undefined
  // Each office by its own consent: that another's was taken back ends nothing here.
  if (await sightOf(db, found, actor.officeId, now)) return 'shared'
  if (found.outcome === 'revoked') return undefined
  if (actor.role === 'mental-health') {
    const reads = await listPacketReads(db, found.person_id, 200)
    if (reads.some((read) => read.case_id === found.id && read.staff_id === actor.staffId && read.basis === 'break-glass'))
      return 'break-glass'
  }
  if (found.office_id !== actor.officeId) return (await hasReferral(db, found.id, actor.officeId)) ? 'referral' : undefined
  // Somebody in danger, or a child alone, wished for a person: writing with them is open, what they told before is not.
  return (found.reason === 'crisis' || found.reason === 'child') && found.status !== 'closed' ? 'asked' : undefined
}
