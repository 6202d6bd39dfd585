import type { ShareField } from '../access/index.ts'
import { type CaseRow, type Db, findAgreedShare, findConsent, type SeqSpan, type ShareRow } from '../store/index.ts'

/** What an office sees of a case that another office has, by the person's own word. */
export interface Sight {
  readonly fields: readonly ShareField[]
  readonly spans: readonly SeqSpan[]
  readonly row: ShareRow
}

/** The share of an office that does not have the case, while its consent holds; undefined: it sees nothing. */
export async function sightOf(db: Db, found: CaseRow, officeId: string, now: number): Promise<Sight | undefined> {
  if (found.office_id === officeId) return undefined
  const row = await findAgreedShare(db, found.id, officeId)
  if (!row || !(await findConsent(db, found.id, officeId, now))) return undefined
  return { fields: fieldsOf(row), spans: JSON.parse(row.spans) as SeqSpan[], row }
}

/** The fields of a share. */
export function fieldsOf(row: Pick<ShareRow, 'fields'>): ShareField[] {
  return JSON.parse(row.fields) as ShareField[]
}
