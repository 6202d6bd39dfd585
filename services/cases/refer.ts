import { randomUUID } from 'node:crypto'
import type { Lang, PacketPart } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import { noteReferral } from '../indicators/index.ts'
import { changeReferral, findConsent, findReferral, insertAlert, insertCaseEvent, insertReferral } from '../store/index.ts'
import { tellWebhooks } from '../webhooks/index.ts'
import { noted, sentence } from './claim.ts'
import { type Actor, type CaseDeps, caseContext } from './deps.ts'
import { loadCase } from './load-case.ts'
import { noteAnswer } from './referral-figures.ts'
import { sayTo } from './say.ts'

export type ReferralTarget = { readonly officeId: string } | { readonly service: string }

/**
 * Brings in another organisation. One that works in this system gets nothing before the person agrees to exactly what it would see;
 * a service outside is noted only: nothing is sent there by us.
 * @throws PuenteError P1013 when the case is not theirs, P1009 without a consent, P1002 for an unknown office
 */
export async function refer(deps: CaseDeps, actor: Actor, caseId: string, target: ReferralTarget): Promise<string> {
  const now = deps.clock().getTime()
  const id = randomUUID()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    if (found.assignee_id !== actor.staffId || found.status === 'closed') throw new PuenteError('P1013')
    const office = 'officeId' in target ? deps.offices.find(target.officeId) : undefined
    if ('officeId' in target && (!office || office.id === found.office_id)) throw new PuenteError('P1002', { detail: 'officeId' })
    const consent = await findConsent(tx, caseId, found.office_id, now)
    if (!consent?.packet_sealed) throw new PuenteError('P1009', { detail: 'no consent' })
    const vault = deps.vault.forPerson(conversation.dataKey)
    const packet = vault.openText(consent.packet_sealed, caseContext('consent', consent.id))
    await insertReferral(tx, {
      id,
      case_id: caseId,
      from_office_id: found.office_id,
      to_office_id: office?.id ?? null,
      to_service: 'service' in target ? target.service : null,
      state: office ? 'asked' : 'noted',
      consent_id: null,
      packet_sealed: office ? vault.sealText(packet, caseContext('referral', id)) : null,
      answer_sealed: null,
      created_by: actor.staffId,
      created_at: now,
      updated_at: now,
    })
    if (office) {
      const lang = found.lang as Lang
      const parts = JSON.parse(packet) as PacketPart[]
      const view = deps.offices.view(office)
      const text = [
        sentence(deps, found, 'case.referral_ask', { name: actor.firstName, office: office.name }),
        ...parts.map((part, i) => `${i + 1} ${part.text}`),
        deps.text(lang, 'consent.scope', { office: office.name, date: dayIn(deps, lang, view.consentUntil.date) }),
        deps.text(lang, 'consent.strike'),
        deps.text(lang, 'consent.ask'),
      ].join('\n')
      await sayTo(deps, tx, { conversation, text, sender: 'bot', kind: 'question' })
    }
    await noteReferral(tx, { today: deps.today(), found, state: 'made', to: office?.id ?? ('service' in target ? target.service : '') })
    await noted(tx, { found, conversation, actor, kind: 'referred', now, details: { referral: id, to: office?.id ?? 'service' } })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
  return id
}

/** "2027-02-23" in words of the person's language. */
export function dayIn(deps: CaseDeps, lang: Lang, date: string): string {
  const [year, month, day] = date.split('-')
  return `${Number(day)} ${deps.text(lang, `months.${Number(month) - 1}`)} ${year}`
}

/** The partner's answer: takes it, does not, or is done; with a sentence for the caseworker. @throws PuenteError P1009 when it is not theirs */
export async function answerAsPartner(
  deps: CaseDeps,
  actor: Actor,
  referralId: string,
  answer: { state: 'accepted' | 'declined' | 'done'; text: string },
): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const referral = await findReferral(tx, referralId)
    const isOwnNote = referral?.to_office_id === null && referral.from_office_id === actor.officeId
    if (!referral || (referral.to_office_id !== actor.officeId && !isOwnNote)) throw new PuenteError('P1009')
    const { found, conversation } = await loadCase(tx, referral.case_id)
    const sealed = deps.vault.forPerson(conversation.dataKey).sealText(answer.text, caseContext('answer', referralId))
    const isChanged = await changeReferral(tx, referralId, ['sent', 'accepted', 'noted'], {
      state: answer.state,
      answer_sealed: sealed,
      updated_at: now,
    })
    if (!isChanged) throw new PuenteError('P1015')
    await noteAnswer(tx, { today: deps.today(), found, referral, state: answer.state, now })
    await insertCaseEvent(tx, {
      caseId: referral.case_id,
      at: now,
      kind: `referral-${answer.state}`,
      staffId: actor.staffId,
      details: { referral: referralId },
    })
    await insertAlert(tx, {
      id: randomUUID(),
      office_id: null,
      role: null,
      staff_id: referral.created_by,
      kind: `referral-${answer.state}`,
      case_id: referral.case_id,
      details: '{}',
      at: now,
      seen_at: null,
    })
    if (referral.to_office_id !== null)
      await tellWebhooks(tx, referral.from_office_id, {
        event: 'referral.answered',
        at: now,
        data: { referral: referralId, state: answer.state },
      })
    return conversation.id
  })
  deps.announce(conversationId)
}
