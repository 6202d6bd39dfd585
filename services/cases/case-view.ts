import type { CaseView } from '../../bot/index.ts'
import { localTime } from '../offices/index.ts'
import { type ConversationRow, type Db, findConsent, findLastCase, findStaff, listPacketReads } from '../store/index.ts'
import { type CaseDeps, caseContext } from './deps.ts'
import { askedOf, firstContactOf, officesOf } from './who-sees.ts'

/** What the person may hear of their last case. Danger that was noted without their wish is not shown as a case; who read it is. */
export async function caseViewOf(deps: CaseDeps, db: Db, conversation: ConversationRow): Promise<CaseView | undefined> {
  const found = await findLastCase(db, conversation.id)
  if (!found || found.outcome === 'erased') return undefined
  const office = deps.offices.find(found.office_id)
  if (!office) return undefined
  const now = deps.clock().getTime()
  const vault = deps.vault.forPerson(conversation.dataKey)
  const staff = found.assignee_id ? await findStaff(db, { id: found.assignee_id }) : undefined
  const reads = await listPacketReads(db, found.person_id, 20)
  return {
    number: found.number,
    stage: found.reason === 'danger' ? 'closed' : (found.status as CaseView['stage']),
    officeId: office.id,
    officeName: office.name,
    office: deps.offices.view(office),
    caseworker: found.status === 'closed' ? undefined : staff?.first_name,
    hasConsent: (await findConsent(db, found.id, found.office_id, now)) !== undefined,
    promisedBy: found.first_contact_at === null ? localTime(found.promised_at, office.timezone) : undefined,
    nextStep: found.next_step_sealed
      ? { text: vault.openText(found.next_step_sealed, caseContext('step', found.id)), on: found.next_step_on ?? undefined }
      : undefined,
    readers: reads.map((read) => ({
      name: read.firstName ?? '?',
      office: read.officeName ?? '?',
      on: localTime(read.at, office.timezone).date,
      basis: read.basis as 'consent',
    })),
    first: await firstContactOf(deps, db, found),
    offices: await officesOf(deps, db, found),
    asked: found.status === 'closed' ? undefined : await askedOf(deps, db, { found, conversation }),
  }
}
