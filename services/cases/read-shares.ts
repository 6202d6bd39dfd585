import { type Db, findConsent, findStaff, listSharedWith, listShares } from '../store/index.ts'
import type { CaseDeps } from './deps.ts'
import type { OpenedCase } from './read.ts'
import { fieldsOf } from './sight.ts'
import { officesOf } from './who-sees.ts'

const MOST_CASES = 200

/** Which office sees what of a case, and what was asked of the person with its answer. Whoever looks on sees its own lines and who has the case. */
export async function readShares(deps: CaseDeps, { found, sight }: OpenedCase) {
  const { db } = deps.engine
  const own = sight?.row.office_id
  const offices = (await officesOf(deps, db, found)).filter((one) => own === undefined || one.id === own || one.id === found.office_id)
  const shares = (await listShares(db, found.id)).filter((one) => one.kind !== 'kept' && (own === undefined || one.office_id === own))
  return {
    offices: offices.map((one) => ({
      id: one.id,
      name: one.name,
      isLead: one.id === found.office_id,
      sees: own !== undefined && one.id !== own ? [] : one.sees,
    })),
    asked: await Promise.all(
      shares.map(async (share) => ({
        id: share.id,
        office: deps.offices.find(share.office_id)?.name ?? '',
        kind: share.kind,
        fields: fieldsOf(share),
        state: share.state,
        at: share.asked_at,
        by: await firstNameOf(db, share.asked_by),
      })),
    ),
  }
}

/** Cases of other offices that an office was let see something of, while that holds. */
export async function readSharedCases(deps: CaseDeps, officeId: string) {
  const { db } = deps.engine
  const now = deps.clock().getTime()
  const rows = await listSharedWith(db, officeId, MOST_CASES)
  const held = []
  for (const row of rows) {
    if (!(await findConsent(db, row.case_id, officeId, now))) continue
    held.push({
      caseId: row.case_id,
      number: row.caseNumber,
      status: row.status,
      office: deps.offices.find(row.leadOfficeId)?.name ?? '',
      sees: fieldsOf(row),
      since: row.updated_at,
    })
  }
  return held
}

async function firstNameOf(db: Db, staffId: string): Promise<string> {
  return (await findStaff(db, { id: staffId }))?.first_name ?? ''
}
