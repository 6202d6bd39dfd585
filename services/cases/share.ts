import { randomUUID } from 'node:crypto'
import { type Lang, PACKET_KEYS, type PacketPart } from '../../bot/index.ts'
import type { ShareField } from '../access/index.ts'
import { PuenteError } from '../errors/index.ts'
import { localTime, type Office } from '../offices/index.ts'
import {
  type CaseRow,
  type ConversationRow,
  changeShare,
  type Db,
  findAgreedShare,
  findAskedShare,
  findConsent,
  findStaff,
  insertAlert,
  insertShare,
  isSuppressed,
  lastInboundAt,
  type SeqSpan,
} from '../store/index.ts'
import { noted, sentence } from './claim.ts'
import { type Actor, type CaseDeps, caseContext } from './deps.ts'
import { holdCase } from './load-case.ts'
import { dayIn } from './refer.ts'
import { sayTo } from './say.ts'
import { fieldsOf } from './sight.ts'
import { replyWindow } from './window.ts'

/** What is asked of the person. */
export interface ShareRequest {
  /** Who is to see it; the office that looks on asks for itself. */
  readonly officeId?: string | undefined
  /** view: looks on; handover: takes the case. */
  readonly kind: 'view' | 'handover'
  readonly fields: readonly ShareField[]
}

/**
 * Asks the person, in their chat, whether another office may see parts of their case or take it over. The caseworker who has the case asks
 * for another office; an office that sees something asks for more for itself. Nothing is seen before the yes.
 * @throws PuenteError P1013 when the case is not theirs, P1002 for an unknown office or nothing to ask for, P1009 without a consent,
 * P1012 when it is closed, P1014 when no question can go out now
 */
export async function askShare(deps: CaseDeps, actor: Actor, caseId: string, request: ShareRequest): Promise<string> {
  const now = deps.clock().getTime()
  const id = randomUUID()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await holdCase(tx, caseId, now)
    if (found.status === 'closed') throw new PuenteError('P1012')
    const isLead = found.office_id === actor.officeId
    if (isLead && found.assignee_id !== actor.staffId) throw new PuenteError('P1013')
    const office = deps.offices.find(isLead ? (request.officeId ?? '') : actor.officeId)
    if (!office || office.id === found.office_id) throw new PuenteError('P1002', { detail: 'officeId' })
    if (!isLead && request.kind === 'handover') throw new PuenteError('P1002', { detail: 'kind' })
    await mayAsk(deps, tx, conversation)
    const parts = await partsFor(deps, tx, { found, conversation, office, request, now })
    const asked = await findAskedShare(tx, caseId)
    if (asked) await changeShare(tx, asked.id, 'asked', { state: 'superseded', packet_sealed: null, updated_at: now })
    await insertShare(tx, {
      id,
      case_id: caseId,
      person_id: found.person_id,
      office_id: office.id,
      kind: request.kind,
      fields: JSON.stringify(request.fields),
      state: 'asked',
      spans: '[]',
      packet_sealed: deps.vault.forPerson(conversation.dataKey).sealText(JSON.stringify(parts), caseContext('share', id)),
      consent_id: null,
      needs_sealed: null,
      plan_sealed: null,
      asked_by: actor.staffId,
      asked_at: now,
      updated_at: now,
    })
    const text = question(deps, { found, actor, office, kind: request.kind, parts })
    await sayTo(deps, tx, { conversation, text, sender: 'bot', kind: 'question' })
    if (!isLead) await tellHolder(tx, found, now)
    await noted(tx, { found, conversation, actor, kind: `${request.kind}-asked`, now, details: { share: id, office: office.id } })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
  return id
}

/** A question that the person cannot be asked now is not asked. */
async function mayAsk(deps: CaseDeps, tx: Db, conversation: ConversationRow): Promise<void> {
  if (await isSuppressed(tx, conversation.channel, conversation.addressHash)) throw new PuenteError('P1014', { detail: 'opted-out' })
  const windowMs = deps.channel(conversation.channel)?.capabilities.replyWindowMs
  const { isOpen } = replyWindow(windowMs, await lastInboundAt(tx, conversation.id), deps.clock().getTime())
  if (!isOpen) throw new PuenteError('P1014', { detail: 'no-template' })
}

interface Asking {
  readonly found: CaseRow
  readonly conversation: ConversationRow
  readonly office: Office
  readonly request: ShareRequest
  readonly now: number
}

/** What the person is shown, part by part: of what they agreed to share with the office that has the case, and what they did not give this one yet. */
async function partsFor(deps: CaseDeps, tx: Db, { found, conversation, office, request, now }: Asking): Promise<PacketPart[]> {
  const lang = found.lang as Lang
  const vault = deps.vault.forPerson(conversation.dataKey)
  const opened = async (officeId: string) => {
    const consent = await findConsent(tx, found.id, officeId, now)
    if (!consent?.packet_sealed) return undefined
    return JSON.parse(vault.openText(consent.packet_sealed, caseContext('consent', consent.id))) as PacketPart[]
  }
  const own = await opened(found.office_id)
  if (!own) throw new PuenteError('P1009', { detail: 'no consent' })
  const known = await findAgreedShare(tx, found.id, office.id)
  const has = known && request.kind === 'view' ? fieldsOf(known) : []
  const given = new Set(known && request.kind === 'view' ? (await opened(office.id))?.map((part) => part.key) : [])
  // What stands still (given away with the case) can be asked for as it is now.
  const isLive = (field: ShareField) => {
    if (field === 'packet') return false
    if (field === 'messages') return known !== undefined && (JSON.parse(known.spans) as SeqSpan[]).some(([, last]) => last === null)
    const still = field === 'needs' ? known?.needs_sealed : field === 'plan' ? known?.plan_sealed : undefined
    return has.includes(field) && !still
  }
  const wanted = request.fields.filter((field) => !isLive(field))
  const zone = deps.offices.find(found.office_id)?.timezone ?? 'UTC'
  const date = dayIn(deps, lang, localTime(found.opened_at, zone).date)
  const parts = [
    ...(wanted.includes('packet') ? own.filter((part) => PACKET_KEYS.some((key) => key === part.key) && !given.has(part.key)) : []),
    ...wanted.flatMap((key) => (key === 'packet' ? [] : [{ key, text: deps.text(lang, `consent.part.${key}`, { date }) }])),
  ]
  if (parts.length === 0 && request.kind === 'view') throw new PuenteError('P1002', { detail: 'fields' })
  return parts
}

interface Question {
  readonly found: CaseRow
  readonly actor: Actor
  readonly office: Office
  readonly kind: ShareRequest['kind']
  readonly parts: readonly PacketPart[]
}

function question(deps: CaseDeps, { found, actor, office, kind, parts }: Question): string {
  const lang = found.lang as Lang
  const from = deps.offices.find(found.office_id)?.name ?? ''
  const names = { name: actor.firstName, office: office.name, from }
  const key = kind === 'handover' ? 'case.handover_ask' : actor.officeId === office.id ? 'case.share_more' : 'case.share_ask'
  return [
    sentence(deps, found, key, names),
    ...parts.map((part, i) => `${i + 1} ${part.text}`),
    ...(kind === 'handover' ? [deps.text(lang, 'consent.later'), sentence(deps, found, 'case.handover_kept', names)] : []),
    deps.text(lang, 'consent.scope', { office: office.name, date: dayIn(deps, lang, deps.offices.view(office).consentUntil.date) }),
    ...(parts.length > 0 ? [deps.text(lang, 'consent.strike')] : []),
    deps.text(lang, 'consent.ask'),
  ].join('\n')
}

/** Whoever has the case learns that another office asked the person for more. */
async function tellHolder(tx: Db, found: CaseRow, now: number): Promise<void> {
  const holder = found.assignee_id ? await findStaff(tx, { id: found.assignee_id }) : undefined
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: holder ? null : found.office_id,
    role: holder ? null : 'caseworker',
    staff_id: holder?.id ?? null,
    kind: 'share-asked',
    case_id: found.id,
    details: '{}',
    at: now,
    seen_at: null,
  })
}
