import { z } from 'zod'
import type { Lang } from '../../bot/index.ts'
import { COUNTRIES, LANGUAGES, TOPICS } from '../../bot/vocabulary.ts'
import { answerAsPartner, answerComplaint, caseContext, decideErasure, readReferralPacket, readSharedCases } from '../cases/index.ts'
import { PuenteError } from '../errors/index.ts'
import {
  findComplaint,
  findConversation,
  insertAudit,
  listComplaints,
  listErasureRequests,
  listQueue,
  listReferrals,
  QUEUE_VIEWS,
} from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf, queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const MAX_CARDS = 12
const MAX_EXPORT = 20_000
const Cards = z.object({ q: z.string().max(80).default(''), lang: z.enum(LANGUAGES).default('es'), country: z.string().max(3).default('') })
const Names = z.object({ lang: z.enum(LANGUAGES).default('es') })
const PartnerAnswer = z.strictObject({ state: z.enum(['accepted', 'declined', 'done']), text: z.string().trim().max(1000) })

/** What concerns an office: referrals to it, complaints, ready replies, exports. */
export function mountOffice(deps: ConsoleDeps, mount: Mounting): void {
  const { cases } = deps
  const { db } = cases.engine
  mount.staff('referrals', async ({ who }) => ({
    referrals: (await listReferrals(db, { toOfficeId: who.officeId })).map((referral) => ({
      id: referral.id,
      caseNumber: referral.caseNumber,
      state: referral.state,
      at: referral.created_at,
      from: cases.offices.find(referral.from_office_id)?.name ?? '',
    })),
  }))
  mount.staff('referralPacket', async ({ req, who }) => ({
    parts: await readReferralPacket(
      cases,
      who,
      String(req.params.id),
      bodyOf(z.strictObject({ why: z.string().trim().min(1).max(300) }), req).why,
    ),
  }))
  mount.staff(
    'answerReferral',
    async ({ req, who }) => void (await answerAsPartner(cases, who, String(req.params.id), bodyOf(PartnerAnswer, req))),
  )
  mount.staff('sharedCases', async ({ who }) => ({ cases: await readSharedCases(cases, who.officeId) }))
  mount.staff('complaints', async ({ who }) => {
    const rows = await listComplaints(db, who.officeId)
    const complaints = []
    for (const row of rows) {
      const conversation = await findConversation(db, row.conversation_id)
      if (conversation)
        complaints.push({
          id: row.id,
          at: row.created_at,
          text: cases.vault.forPerson(conversation.dataKey).openText(row.text_sealed, caseContext('complaint', row.id)),
        })
    }
    return { complaints }
  })
  mount.staff('answerComplaint', async ({ req, who }) => {
    const complaint = await findComplaint(db, String(req.params.id))
    if (!complaint || (complaint.office_id !== null && complaint.office_id !== who.officeId)) throw new PuenteError('P1009')
    await answerComplaint(cases, who, complaint.id)
    return undefined
  })
  mount.staff('names', async ({ req }) => {
    // As people are told them: topics and countries have one name, in content/messages.
    const { lang } = queryOf(Names, req)
    const named = (key: string, all: readonly string[]) => Object.fromEntries(all.map((one) => [one, cases.text(lang, `${key}.${one}`)]))
    return { topic: named('topic', TOPICS), country: named('country', COUNTRIES) }
  })
  mount.staff('erasures', async ({ who }) => ({
    erasures: (await listErasureRequests(db, who.officeId, cases.clock().getTime())).map((request) => ({
      id: request.id,
      caseId: request.case_id,
      caseNumber: request.caseNumber,
      at: request.asked_at,
      isOwn: request.asked_by === who.staffId,
    })),
  }))
  mount.staff('confirmErasure', async ({ req, who }) => void (await decideErasure(cases, who, String(req.params.id), 'confirm')))
  mount.staff('refuseErasure', async ({ req, who }) => void (await decideErasure(cases, who, String(req.params.id), 'refuse')))
  mount.staff('cards', async ({ req }) => {
    const { q, lang, country } = queryOf(Cards, req)
    return { cards: cardsFor(deps, { q, lang, country }) }
  })
  mount.staff('exportCases', async ({ who }) => {
    const at = cases.clock().getTime()
    await insertAudit(db, { at, kind: 'cases-exported', conversationId: null, details: { staff: who.staffId, office: who.officeId } })
    // Codes and dates only, of the own office: what a report needs and nobody can be known by.
    const scope = { staffId: who.staffId, officeId: who.officeId, seesAlerts: false }
    const rows = []
    for (const view of QUEUE_VIEWS.filter(
      (v) => v === 'waiting' || v === 'closed' || v === 'snoozed' || v === 'mine' || v === 'unassigned' || v === 'urgent',
    ))
      rows.push(...(await listQueue(db, view, scope, { limit: MAX_EXPORT, offset: 0 })))
    const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
    return { cases: unique.map(({ id, assignee_id, assigneeName, ...row }) => row) }
  })
}

/** Reviewed cards as ready replies: short text, contact, source and the date that it was last checked. */
function cardsFor(deps: ConsoleDeps, wanted: { q: string; lang: Lang; country: string }) {
  const library = deps.library()
  const said = fold(wanted.q).split(' ').filter(Boolean)
  const country = COUNTRIES.find((c) => c === wanted.country)
  return library.cards
    .filter((card) => !country || card.country === country || card.country === 'any')
    .flatMap((card) => library.card(card.id, wanted.lang) ?? [])
    .filter(
      (view) => view.freshness !== 'expired' && said.every((word) => fold(`${view.title} ${view.topic} ${view.short}`).includes(word)),
    )
    .slice(0, MAX_CARDS)
    .map((view) => ({
      id: view.id,
      title: view.title,
      lang: view.lang,
      checkedOn: view.checkedOn,
      freshness: view.freshness,
      text: [
        view.short,
        view.services[0] ? [view.services[0].name, view.services[0].phones[0]?.text].filter(Boolean).join(', ') : '',
        view.link,
      ]
        .filter((line) => line !== '')
        .join('\n'),
    }))
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
