import type { CaseView, PacketPart } from '../../bot/index.ts'
import {
  type CaseRow,
  type ConversationRow,
  type Db,
  findAskedReferral,
  findAskedShare,
  findConsent,
  findStaff,
  listReferrals,
  listShares,
} from '../store/index.ts'
import { type CaseDeps, caseContext } from './deps.ts'
import { fieldsOf } from './sight.ts'

type Seeing = CaseView['offices'][number]

/** Who met the person first, told where another office has the case now. */
export async function firstContactOf(deps: CaseDeps, db: Db, found: CaseRow): Promise<CaseView['first']> {
  if (found.first_office_id === null || found.first_office_id === found.office_id) return undefined
  const staff = found.first_staff_id ? await findStaff(db, { id: found.first_staff_id }) : undefined
  return { name: staff?.first_name ?? '', office: deps.offices.find(found.first_office_id)?.name ?? '' }
}

/** The offices that see something of a case by a consent that holds now, the one that has it first. */
export async function officesOf(deps: CaseDeps, db: Db, found: CaseRow): Promise<Seeing[]> {
  const now = deps.clock().getTime()
  const shares = (await listShares(db, found.id)).filter((share) => share.state === 'agreed' && share.office_id !== found.office_id)
  const referrals = (await listReferrals(db, { caseId: found.id })).flatMap((one) =>
    one.to_office_id !== null && !['asked', 'refused', 'revoked', 'noted'].includes(one.state) ? [one.to_office_id] : [],
  )
  const seen: { id: string; sees: Seeing['sees'] }[] = [
    { id: found.office_id, sees: ['packet', 'needs', 'plan', 'messages'] },
    ...shares.map((share) => ({ id: share.office_id, sees: fieldsOf(share) })),
    ...referrals.map((id) => ({ id, sees: ['packet'] as const })),
  ]
  const offices: Seeing[] = []
  for (const { id, sees } of seen) {
    if (offices.some((one) => one.id === id) || !(await findConsent(db, found.id, id, now))) continue
    offices.push({ id, name: deps.offices.find(id)?.name ?? '', sees })
  }
  return offices
}

/** The question that waits for the person's word: the last one that was put. */
export async function askedOf(
  deps: CaseDeps,
  db: Db,
  { found, conversation }: { found: CaseRow; conversation: ConversationRow },
): Promise<CaseView['asked']> {
  const vault = deps.vault.forPerson(conversation.dataKey)
  const referral = await findAskedReferral(db, found.id)
  const share = await findAskedShare(db, found.id)
  if (share?.packet_sealed && (!referral || share.asked_at >= referral.created_at)) {
    const office = deps.offices.find(share.office_id)
    if (!office) return undefined
    const parts = JSON.parse(vault.openText(share.packet_sealed, caseContext('share', share.id))) as PacketPart[]
    return { kind: share.kind === 'handover' ? 'handover' : 'view', id: share.id, office: deps.offices.view(office), parts }
  }
  const office = referral?.to_office_id ? deps.offices.find(referral.to_office_id) : undefined
  if (!referral?.packet_sealed || !office) return undefined
  const parts = JSON.parse(vault.openText(referral.packet_sealed, caseContext('referral', referral.id))) as PacketPart[]
  return { kind: 'referral', id: referral.id, office: deps.offices.view(office), parts }
}
