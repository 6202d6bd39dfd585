import { randomUUID } from 'node:crypto'
import { type Effects, PACKET_KEYS } from '../../bot/index.ts'
import type { ShareField } from '../access/index.ts'
import {
  type CaseRow,
  changeCase,
  changeShare,
  type Db,
  findAgreedShare,
  findCase,
  findConsent,
  findShare,
  insertAlert,
  insertAudit,
  insertCaseEvent,
  insertConsent,
  insertShare,
  moveConversation,
  type SeqSpan,
  type ShareRow,
} from '../store/index.ts'
import type { Applied } from './apply-effects.ts'
import { type CaseDeps, caseContext } from './deps.ts'
import { fieldsOf } from './sight.ts'

type Word = NonNullable<Effects['referral']>

/** The person's word on what another office may see, or on who goes on with their case: with a yes exactly what was shown. */
export async function answerShare(deps: CaseDeps, tx: Db, applied: Applied, word: Word): Promise<void> {
  const now = deps.clock().getTime()
  const share = await findShare(tx, word.id)
  const found = share && (await findCase(tx, share.case_id))
  if (share?.state !== 'asked' || !found || found.status === 'closed') return
  const isYes = word.answer === 'yes' && word.consent !== undefined
  const kind = `${share.kind}-${isYes ? 'agreed' : 'refused'}`
  if (isYes) {
    await insertConsentFor(deps, tx, applied, { word, share })
    const fields = agreedFields(word)
    if (share.kind === 'handover') await handOver(deps, tx, applied, { share, found, fields })
    else await letSee(deps, tx, { share, found, fields, nextSeq: applied.nextSeq })
  } else await changeShare(tx, share.id, 'asked', { state: 'refused', packet_sealed: null, updated_at: now })
  const details = { share: share.id, office: share.office_id }
  await insertCaseEvent(tx, { caseId: found.id, at: now, kind, staffId: null, details })
  await insertAudit(tx, { at: now, kind: `case-${kind}`, conversationId: applied.conversation.id, details: { case: found.id, ...details } })
  await tell(tx, { staffId: share.asked_by }, { kind, caseId: found.id, now })
  if (isYes) await tell(tx, { officeId: share.office_id }, { kind: `${share.kind}-given`, caseId: found.id, now })
}

/** What was left after the person's striking: the packet counts while one part of it is left. */
function agreedFields(word: Word): ShareField[] {
  const fields = word.packet.map(({ key }): ShareField => (isField(key) ? key : 'packet'))
  return [...new Set(fields)]
}

function isField(key: Word['packet'][number]['key']): key is Exclude<ShareField, 'packet'> {
  return !PACKET_KEYS.some((packetKey) => packetKey === key)
}

/** The consent holds all that the office has been given: what it had, and what was added now. */
async function insertConsentFor(
  deps: CaseDeps,
  tx: Db,
  { conversation, lang }: Applied,
  { word, share }: { word: Word; share: ShareRow },
): Promise<void> {
  if (!word.consent) return
  const now = deps.clock().getTime()
  const id = randomUUID()
  const vault = deps.vault.forPerson(conversation.dataKey)
  const before = share.kind === 'view' ? await findConsent(tx, share.case_id, share.office_id, now) : undefined
  const had = before?.packet_sealed
    ? (JSON.parse(vault.openText(before.packet_sealed, caseContext('consent', before.id))) as Word['packet'])
    : []
  const packet = [...had.filter((part) => word.packet.every((one) => one.key !== part.key)), ...word.packet]
  await insertConsent(tx, {
    id,
    case_id: share.case_id,
    office_id: share.office_id,
    person_id: conversation.personId,
    scope: share.kind,
    basis: word.consent.basis,
    text_version: word.consent.textVersion,
    lang,
    channel: conversation.channel,
    words_sealed: vault.sealText(word.consent.words, caseContext('words', id)),
    packet_sealed: vault.sealText(JSON.stringify(packet), caseContext('consent', id)),
    // A tie on the millisecond must not leave the older one in force.
    given_at: before ? Math.max(now, before.given_at + 1) : now,
    expires_at: word.consent.untilMs,
    revoked_at: null,
  })
}

interface Agreed {
  readonly share: ShareRow
  readonly found: CaseRow
  readonly fields: readonly ShareField[]
}

/** Another office looks on: what it saw before stays, what was agreed to now is added. */
async function letSee(deps: CaseDeps, tx: Db, { share, found, fields, nextSeq }: Agreed & { readonly nextSeq: number }): Promise<void> {
  const now = deps.clock().getTime()
  const known = await findAgreedShare(tx, found.id, share.office_id)
  if (known) await changeShare(tx, known.id, 'agreed', { state: 'superseded', needs_sealed: null, plan_sealed: null, updated_at: now })
  const had = known ? fieldsOf(known) : []
  const spans: SeqSpan[] = [
    ...(known ? (JSON.parse(known.spans) as SeqSpan[]) : []),
    ...(fields.includes('history') ? [[found.visible_from_seq, nextSeq - 1] as const] : []),
    ...(fields.includes('messages') ? [[nextSeq, null] as const] : []),
  ]
  await changeShare(tx, share.id, 'asked', {
    state: 'agreed',
    fields: JSON.stringify([...new Set([...had, ...fields])]),
    spans: JSON.stringify(spans),
    // What stood still goes on standing still, until it is asked for as it is now.
    needs_sealed: fields.includes('needs') ? null : (known?.needs_sealed ?? null),
    plan_sealed: fields.includes('plan') ? null : (known?.plan_sealed ?? null),
    updated_at: now,
  })
}

/**
 * Another office takes the case, in the same chat. It sees what was agreed for it: older messages, needs and plan only where the person
 * left them in. The office that had it keeps what it had until now, and sees nothing new.
 */
async function handOver(deps: CaseDeps, tx: Db, { conversation, nextSeq }: Applied, { share, found, fields }: Agreed): Promise<void> {
  const now = deps.clock().getTime()
  const office = deps.offices.find(share.office_id)
  if (!office) return
  const before = await findAgreedShare(tx, found.id, share.office_id)
  if (before) await changeShare(tx, before.id, 'agreed', { state: 'superseded', needs_sealed: null, plan_sealed: null, updated_at: now })
  await changeShare(tx, share.id, 'asked', { state: 'agreed', fields: JSON.stringify(fields), updated_at: now })
  const keeps: ShareField[] = [
    'packet',
    'messages',
    ...(found.needs_sealed ? (['needs'] as const) : []),
    ...(found.plan_sealed ? (['plan'] as const) : []),
  ]
  // Its share of an earlier hand-over, if the case comes from somewhere else already.
  const own = await findAgreedShare(tx, found.id, found.office_id)
  if (own) await changeShare(tx, own.id, 'agreed', { state: 'superseded', updated_at: now })
  await insertShare(tx, {
    id: randomUUID(),
    case_id: found.id,
    person_id: found.person_id,
    office_id: found.office_id,
    kind: 'kept',
    fields: JSON.stringify(keeps),
    state: 'agreed',
    spans: JSON.stringify([[found.visible_from_seq, nextSeq - 1]]),
    packet_sealed: null,
    consent_id: null,
    needs_sealed: found.needs_sealed,
    plan_sealed: found.plan_sealed,
    asked_by: found.assignee_id ?? share.asked_by,
    asked_at: now,
    updated_at: now,
  })
  await changeCase(
    tx,
    found.id,
    {},
    {
      office_id: office.id,
      assignee_id: null,
      status: 'waiting',
      snoozed_until: null,
      waiting_since: now,
      promised_at: deps.offices.promisedAt(office),
      visible_from_seq: fields.includes('history') ? found.visible_from_seq : nextSeq,
      first_office_id: found.first_office_id ?? found.office_id,
      first_staff_id: found.first_staff_id ?? found.assignee_id,
      ...(fields.includes('needs') ? {} : { needs_sealed: null }),
      ...(fields.includes('plan') ? {} : { plan_sealed: null }),
      updated_at: now,
    },
  )
  await moveConversation(tx, conversation.id, { from: ['bot', 'caseworker'], to: 'waiting', now })
}

async function tell(
  tx: Db,
  to: { staffId: string } | { officeId: string },
  news: { kind: string; caseId: string; now: number },
): Promise<void> {
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: 'officeId' in to ? to.officeId : null,
    role: 'officeId' in to ? 'caseworker' : null,
    staff_id: 'staffId' in to ? to.staffId : null,
    kind: news.kind,
    case_id: news.caseId,
    details: '{}',
    at: news.now,
    seen_at: null,
  })
}
