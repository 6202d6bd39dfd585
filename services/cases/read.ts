import { SHARE_FIELDS } from '../access/index.ts'
import { bodyContext, unpackInbound, unpackReply } from '../conversations/index.ts'
import {
  type CaseRow,
  type ConversationRow,
  findConsent,
  findStaff,
  isSuppressed,
  lastInboundAt,
  listCaseEvents,
  listConsents,
  listLatest,
  listNotes,
  listReferrals,
  listStaff,
} from '../store/index.ts'
import type { Needs, PlanStep } from './care.ts'
import { type CaseDeps, caseContext } from './deps.ts'
import type { Ground } from './ground.ts'
import type { Sight } from './sight.ts'
import { firstContactOf } from './who-sees.ts'
import { replyWindow } from './window.ts'

const PAGE = 500

/** A message as the console shows it: who said it stands beside it. */
export interface MessageView {
  readonly id: string
  readonly seq: number
  readonly from: 'person' | 'bot' | 'staff'
  readonly staffName: string | undefined
  /** The office of whoever of the staff wrote it. */
  readonly officeName: string | undefined
  readonly at: number
  readonly text: string
  /** Only their kinds: nothing is opened by itself. */
  readonly attachments: readonly string[]
  /** Of these, how many can be opened: the first ones. */
  readonly media: number
  readonly status: string
  readonly code: string | null
  readonly segments: number | null
  readonly isResent: boolean
}

/** Messages of a case from where the person's consent begins (for an office that looks on: those it was let see), oldest first, at most 500 at a time. */
export async function readMessages(
  deps: CaseDeps,
  found: CaseRow,
  conversation: ConversationRow,
  page: { beforeSeq?: number; sight?: Sight | undefined },
): Promise<MessageView[]> {
  const { db } = deps.engine
  const vault = deps.vault.forPerson(conversation.dataKey)
  const { beforeSeq, sight } = page
  const from = sight ? { fromSeq: 0, spans: sight.spans } : { fromSeq: found.visible_from_seq }
  const rows =
    sight?.spans.length === 0 ? [] : await listLatest(db, conversation.id, { ...from, limit: PAGE, ...(beforeSeq ? { beforeSeq } : {}) })
  const staff = new Map((await listStaff(db, undefined)).map((member) => [member.id, member]))
  return rows.map((row) => {
    const body = vault.openText(row.body_sealed, bodyContext(row.id))
    const inbound = row.direction === 'in' ? unpackInbound(body) : undefined
    return {
      id: row.id,
      seq: row.seq,
      from: row.sender as MessageView['from'],
      staffName: row.staff_id ? staff.get(row.staff_id)?.first_name : undefined,
      officeName: row.staff_id ? staff.get(row.staff_id)?.officeName : undefined,
      at: row.created_at,
      // Whoever has the code can take the thread: it is for the person alone.
      text: inbound ? inbound.text : row.kind === 'move-code' ? '•••' : unpackReply(body).text,
      attachments: inbound?.attachments ?? [],
      media: inbound?.media?.length ?? 0,
      status: row.status,
      code: row.provider_code,
      segments: row.segments,
      isResent: row.resent_as !== null,
    }
  })
}

/** A case as an office may see it. */
export interface OpenedCase {
  readonly found: CaseRow
  readonly conversation: ConversationRow
  readonly ground: Ground | undefined
  /** Where the office only looks on. */
  readonly sight: Sight | undefined
}

/** What stands beside a conversation: no words of the person, and how a reply would travel. An office that looks on gets no facts about the person here. */
export async function readCase(deps: CaseDeps, of: OpenedCase) {
  const { found, conversation, ground, sight } = of
  const { db } = deps.engine
  const now = deps.clock().getTime()
  const capabilities = deps.channel(conversation.channel)?.capabilities
  const inboundAt = await lastInboundAt(db, conversation.id)
  const window = replyWindow(capabilities?.replyWindowMs, inboundAt, now)
  const assignee = found.assignee_id ? await findStaff(db, { id: found.assignee_id }) : undefined
  const consent = await findConsent(db, found.id, sight?.row.office_id ?? found.office_id, now)
  const consents = await listConsents(db, found.id)
  return {
    id: found.id,
    number: found.number,
    status: found.status,
    priority: found.priority,
    reason: sight ? '' : found.reason,
    topic: sight ? null : found.topic,
    lang: found.lang,
    country: sight ? null : found.country,
    /** What the office of whoever asks sees. */
    sees: sight?.fields ?? (ground === 'consent' ? SHARE_FIELDS : []),
    isLead: sight === undefined,
    firstContact: (await firstContactOf(deps, db, found)) ?? null,
    officeId: found.office_id,
    officeName: deps.offices.find(found.office_id)?.name ?? '',
    assigneeId: found.assignee_id,
    assigneeName: assignee?.first_name ?? null,
    openedAt: found.opened_at,
    promisedAt: found.promised_at,
    waitingSince: found.waiting_since,
    firstContactAt: found.first_contact_at,
    snoozedUntil: found.snoozed_until,
    closedAt: found.closed_at,
    outcome: sight ? null : found.outcome,
    reopened: found.reopened,
    nextStepOn: found.next_step_on,
    who: conversation.status,
    ground: ground ?? null,
    consent: consent
      ? { basis: consent.basis, givenAt: consent.given_at, expiresAt: consent.expires_at, textVersion: consent.text_version }
      : null,
    isRevoked: consents.some((c) => c.revoked_at !== null && c.office_id === found.office_id) && !consent,
    channel: {
      name: conversation.channel,
      costsPerSegment: capabilities?.costsPerSegment ?? false,
      maxBodyChars: capabilities?.maxBodyChars ?? 0,
      isOptedOut: await isSuppressed(db, conversation.channel, conversation.addressHash),
      lastInboundAt: sight ? null : inboundAt,
      isWindowOpen: window.isOpen,
      windowLeftMs: window.leftMs ?? null,
      canKnock: capabilities?.canKnock ?? false,
    },
    events: (sight ? [] : await listCaseEvents(db, found.id, 60)).map((event) => ({
      at: event.at,
      kind: event.kind,
      staffId: event.staff_id,
      details: JSON.parse(event.details) as Record<string, string | number>,
    })),
  }
}

/** Needs, plan and why it was closed; an office that looks on gets what it was let see, as it stands or as it stood. */
export function readPlan(
  deps: CaseDeps,
  found: CaseRow,
  conversation: ConversationRow,
  sight: Sight | undefined,
): { needs: Needs; steps: readonly PlanStep[]; closing: string | null } {
  const vault = deps.vault.forPerson(conversation.dataKey)
  const opened = (sealed: Uint8Array | null, what: 'needs' | 'plan' | 'closing') =>
    sealed ? vault.openText(sealed, caseContext(what, found.id)) : undefined
  const sees = (field: 'needs' | 'plan') => sight === undefined || sight.fields.includes(field)
  const needs = sees('needs') ? (sight?.row.needs_sealed ?? found.needs_sealed) : null
  const plan = sees('plan') ? (sight?.row.plan_sealed ?? found.plan_sealed) : null
  return {
    needs: JSON.parse(opened(needs, 'needs') ?? '{}') as Needs,
    steps: JSON.parse(opened(plan, 'plan') ?? '[]') as PlanStep[],
    closing: sight ? null : (opened(found.closing_sealed, 'closing') ?? null),
  }
}

/** Internal notes, monitoring and the person's comments of the office that has the case, oldest first. */
export async function readNotes(deps: CaseDeps, found: CaseRow, conversation: ConversationRow) {
  const vault = deps.vault.forPerson(conversation.dataKey)
  return (await listNotes(deps.engine.db, { caseId: found.id, officeId: found.office_id })).map((note) => ({
    id: note.id,
    kind: note.kind,
    by: note.firstName ?? '',
    at: note.created_at,
    text: vault.openText(note.text_sealed, caseContext('note', note.id)),
  }))
}

/** Referrals of a case with the partner's answer. */
export async function readReferrals(deps: CaseDeps, found: CaseRow, conversation: ConversationRow) {
  const vault = deps.vault.forPerson(conversation.dataKey)
  const own = (await listReferrals(deps.engine.db, { caseId: found.id })).filter((one) => one.from_office_id === found.office_id)
  return own.map((referral) => ({
    id: referral.id,
    to: referral.to_office_id ? (deps.offices.find(referral.to_office_id)?.name ?? '') : (referral.to_service ?? ''),
    state: referral.state,
    at: referral.created_at,
    isOutside: referral.to_office_id === null,
    answer: referral.answer_sealed ? vault.openText(referral.answer_sealed, caseContext('answer', referral.id)) : null,
  }))
}
