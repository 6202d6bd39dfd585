import { randomUUID } from 'node:crypto'
import type { Effects, Lang, PacketPart } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import { noteRequest } from '../indicators/index.ts'
import { onDuty } from '../offices/index.ts'
import {
  type CaseRow,
  type ConversationRow,
  changeCase,
  type Db,
  findConsent,
  findOpenCase,
  insertAlert,
  insertAudit,
  insertCase,
  insertCaseEvent,
  insertConsent,
} from '../store/index.ts'
import { answerShare } from './apply-share.ts'
import { answerReferral, fileComplaint } from './apply-words.ts'
import { type CaseDeps, caseContext } from './deps.ts'
import { revokeCase } from './revoke.ts'

export interface Applied {
  readonly conversation: ConversationRow
  readonly effects: Effects
  readonly lang: Lang
  readonly country: string | null
  /** The number that the next message of the conversation will have. */
  readonly nextSeq: number
}

/** What a turn decided about cases, inside the turn's own transaction: all of it or nothing. */
export async function applyCaseEffects(deps: CaseDeps, tx: Db, applied: Applied): Promise<void> {
  const { handoff, danger, revoke, complaint, referral } = applied.effects
  if (handoff) await handOff(deps, tx, applied, handoff)
  if (danger) await noteDanger(deps, tx, applied, danger)
  if (revoke) await revokeCase(deps, tx, applied.conversation, revoke === true ? undefined : revoke.officeId)
  if (complaint) await fileComplaint(deps, tx, applied, complaint.text)
  if (referral) await (referral.kind === 'referral' ? answerReferral : answerShare)(deps, tx, applied, referral)
}

async function handOff(deps: CaseDeps, tx: Db, applied: Applied, handoff: NonNullable<Effects['handoff']>): Promise<void> {
  const now = deps.clock().getTime()
  const known = await findOpenCase(tx, applied.conversation.id)
  const found = known ?? (await openCase(deps, tx, applied, { ...handoff }))
  const vault = deps.vault.forPerson(applied.conversation.dataKey)
  if (known)
    await changeCase(
      tx,
      known.id,
      {},
      {
        reason: handoff.reason,
        priority: known.priority === 'urgent' ? 'urgent' : handoff.priority,
        updated_at: now,
        packet_sealed: vault.sealText(JSON.stringify(handoff.packet), caseContext('packet', known.id)),
        ...(known.reason === 'danger' ? { waiting_since: now, visible_from_seq: applied.nextSeq } : {}),
      },
    )
  if (handoff.consent) {
    const agreed = await packetAgreed(deps, tx, { applied, found, packet: handoff.packet, now })
    const id = randomUUID()
    await insertConsent(tx, {
      id,
      case_id: found.id,
      office_id: found.office_id,
      person_id: found.person_id,
      scope: 'case',
      basis: handoff.consent.basis,
      text_version: handoff.consent.textVersion,
      lang: applied.lang,
      channel: applied.conversation.channel,
      words_sealed: vault.sealText(handoff.consent.words, caseContext('words', id)),
      packet_sealed: vault.sealText(JSON.stringify(agreed), caseContext('consent', id)),
      given_at: now,
      expires_at: handoff.consent.untilMs,
      revoked_at: null,
    })
    await insertCaseEvent(tx, {
      caseId: found.id,
      at: now,
      kind: 'consent-given',
      staffId: null,
      details: { basis: handoff.consent.basis, parts: agreed.length },
    })
  }
  if (!known || known.reason === 'danger') await tellOfCase(deps, tx, found, handoff)
}

/** A new case is told to whoever is on duty today; where nobody is named, and when it is urgent, to everybody of the role. */
async function tellOfCase(deps: CaseDeps, tx: Db, found: CaseRow, { reason, priority }: NonNullable<Effects['handoff']>): Promise<void> {
  const role = reason === 'child' || reason === 'crisis' ? 'mental-health' : 'caseworker'
  const office = deps.offices.find(found.office_id)
  const staff = office && role === 'caseworker' && priority === 'normal' ? await onDuty(tx, office, deps.offices.today(office)) : []
  const everybody = { office_id: found.office_id, role, staff_id: null }
  const told = staff.length > 0 ? staff.map(({ id }) => ({ office_id: null, role: null, staff_id: id })) : [everybody]
  for (const to of told)
    await insertAlert(tx, {
      ...to,
      id: randomUUID(),
      kind: priority === 'urgent' ? 'urgent-case' : 'new-case',
      case_id: found.id,
      details: '{}',
      at: deps.clock().getTime(),
      seen_at: null,
    })
}

interface Agreeing {
  readonly applied: Applied
  readonly found: CaseRow
  readonly packet: readonly PacketPart[]
  readonly now: number
}

/** What is agreed to now, and what the same office may see already: sending more takes nothing back. */
async function packetAgreed(deps: CaseDeps, tx: Db, { applied, found, packet, now }: Agreeing): Promise<readonly PacketPart[]> {
  const before = await findConsent(tx, found.id, found.office_id, now)
  if (!before?.packet_sealed) return packet
  const vault = deps.vault.forPerson(applied.conversation.dataKey)
  const old = JSON.parse(vault.openText(before.packet_sealed, caseContext('consent', before.id))) as PacketPart[]
  const anew = new Set(packet.map(({ key }) => key))
  return [...old.filter(({ key }) => !anew.has(key)), ...packet]
}

interface Opening {
  readonly reason: string
  readonly priority: 'normal' | 'urgent'
  readonly topic: string | undefined
  readonly officeId: string
  readonly number: string
  readonly packet: readonly PacketPart[]
}

async function openCase(deps: CaseDeps, tx: Db, applied: Applied, opening: Opening): Promise<CaseRow> {
  const now = deps.clock().getTime()
  const office = deps.offices.find(opening.officeId)
  if (!office) throw new PuenteError('P4001', { detail: 'the office of a hand-off is gone' })
  const { conversation } = applied
  const id = randomUUID()
  await insertCase(tx, {
    id,
    number: opening.number,
    person_id: conversation.personId,
    conversation_id: conversation.id,
    office_id: office.id,
    assignee_id: null,
    status: 'waiting',
    priority: opening.priority,
    reason: opening.reason,
    topic: opening.topic ?? null,
    lang: applied.lang,
    country: applied.country,
    channel: conversation.channel,
    visible_from_seq: applied.nextSeq,
    needs_sealed: null,
    plan_sealed: null,
    packet_sealed: deps.vault.forPerson(conversation.dataKey).sealText(JSON.stringify(opening.packet), caseContext('packet', id)),
    next_step_on: null,
    next_step_sealed: null,
    promised_at: deps.offices.promisedAt(office),
    waiting_since: now,
    opened_at: now,
    first_contact_at: null,
    last_staff_at: null,
    snoozed_until: null,
    closed_at: null,
    outcome: null,
    closing_sealed: null,
    reopened: 0,
    updated_at: now,
  })
  await insertCaseEvent(tx, {
    caseId: id,
    at: now,
    kind: 'opened',
    staffId: null,
    details: { reason: opening.reason, priority: opening.priority },
  })
  await insertAudit(tx, {
    at: now,
    kind: 'case-opened',
    conversationId: conversation.id,
    details: { office: office.id, reason: opening.reason, priority: opening.priority },
  })
  const found = await findOpenCase(tx, conversation.id)
  if (!found) throw new PuenteError('P4001')
  // Danger that was told is no request for a person.
  if (opening.reason !== 'danger') await noteRequest(tx, { today: deps.today(), found })
  return found
}

/** Danger without a wish for a person: listed for mental-health professionals only, with no word of the person. */
async function noteDanger(deps: CaseDeps, tx: Db, applied: Applied, danger: NonNullable<Effects['danger']>): Promise<void> {
  const now = deps.clock().getTime()
  const known = await findOpenCase(tx, applied.conversation.id)
  const found = known ?? (await openCase(deps, tx, applied, { ...danger, reason: 'danger', priority: 'urgent', topic: undefined }))
  if (known) {
    const vault = deps.vault.forPerson(applied.conversation.dataKey)
    // What was agreed to stays as it was; only what nobody agreed to yet is brought up to date.
    const packet =
      known.reason === 'danger' ? { packet_sealed: vault.sealText(JSON.stringify(danger.packet), caseContext('packet', known.id)) } : {}
    await changeCase(tx, known.id, {}, { priority: 'urgent', updated_at: now, ...packet })
  }
  await insertCaseEvent(tx, { caseId: found.id, at: now, kind: 'danger', staffId: null, details: { kind: danger.kind } })
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: found.office_id,
    role: 'mental-health',
    staff_id: null,
    kind: 'danger',
    case_id: found.id,
    details: JSON.stringify({ kind: danger.kind }),
    at: now,
    seen_at: null,
  })
  if (known?.assignee_id)
    await insertAlert(tx, {
      id: randomUUID(),
      office_id: null,
      role: null,
      staff_id: known.assignee_id,
      kind: 'danger',
      case_id: known.id,
      details: JSON.stringify({ kind: danger.kind }),
      at: now,
      seen_at: null,
    })
}
