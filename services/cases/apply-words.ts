import { randomUUID } from 'node:crypto'
import type { Effects } from '../../bot/index.ts'
import { noteReferral } from '../indicators/index.ts'
import {
  changeReferral,
  type Db,
  findOpenCase,
  findReferral,
  insertAlert,
  insertCaseEvent,
  insertComplaint,
  insertConsent,
} from '../store/index.ts'
import { tellWebhooks } from '../webhooks/index.ts'
import type { Applied } from './apply-effects.ts'
import { type CaseDeps, caseContext } from './deps.ts'
import { loadCase } from './load-case.ts'
import { overseerOf } from './supervisor.ts'

/** A complaint about the service: for the supervisors of the office that has the case. */
export async function fileComplaint(deps: CaseDeps, tx: Db, { conversation }: Applied, text: string): Promise<void> {
  const now = deps.clock().getTime()
  const found = await findOpenCase(tx, conversation.id)
  const id = randomUUID()
  await insertComplaint(tx, {
    id,
    person_id: conversation.personId,
    conversation_id: conversation.id,
    office_id: found?.office_id ?? null,
    text_sealed: deps.vault.forPerson(conversation.dataKey).sealText(text, caseContext('complaint', id)),
    state: 'open',
    answered_by: null,
    created_at: now,
    updated_at: now,
  })
  await insertAlert(tx, {
    id: randomUUID(),
    ...(found ? await overseerOf(tx, found.office_id) : { office_id: null, role: 'supervisor' }),
    staff_id: null,
    kind: 'complaint',
    case_id: null,
    details: '{}',
    at: now,
    seen_at: null,
  })
}

/** The person's word on another organisation: with a yes it gets exactly what was shown. */
export async function answerReferral(
  deps: CaseDeps,
  tx: Db,
  { conversation, lang }: Applied,
  word: NonNullable<Effects['referral']>,
): Promise<void> {
  const now = deps.clock().getTime()
  const referral = await findReferral(tx, word.id)
  if (!referral) return
  const vault = deps.vault.forPerson(conversation.dataKey)
  const consentId = randomUUID()
  const packetText = JSON.stringify(word.packet)
  const isChanged = await changeReferral(tx, word.id, ['asked'], {
    state: word.answer === 'yes' ? 'sent' : 'refused',
    updated_at: now,
    consent_id: word.consent ? consentId : null,
    packet_sealed: word.answer === 'yes' ? vault.sealText(packetText, caseContext('referral', word.id)) : null,
  })
  if (!isChanged) return
  if (word.answer === 'no') {
    const { found } = await loadCase(tx, referral.case_id)
    await noteReferral(tx, { today: deps.today(), found, state: 'refused', to: referral.to_office_id ?? referral.to_service ?? '' })
  }
  if (word.answer === 'yes' && referral.to_office_id)
    await tellWebhooks(tx, referral.to_office_id, { event: 'referral.sent', at: now, data: { referral: word.id, state: 'sent' } })
  if (word.consent && referral.to_office_id)
    await insertConsent(tx, {
      id: consentId,
      case_id: referral.case_id,
      office_id: referral.to_office_id,
      person_id: conversation.personId,
      scope: 'referral',
      basis: word.consent.basis,
      text_version: word.consent.textVersion,
      lang,
      channel: conversation.channel,
      words_sealed: vault.sealText(word.consent.words, caseContext('words', consentId)),
      packet_sealed: vault.sealText(packetText, caseContext('consent', consentId)),
      given_at: now,
      expires_at: word.consent.untilMs,
      revoked_at: null,
    })
  await insertCaseEvent(tx, {
    caseId: referral.case_id,
    at: now,
    kind: word.answer === 'yes' ? 'referral-agreed' : 'referral-refused',
    staffId: null,
    details: { referral: word.id },
  })
  await insertAlert(tx, {
    id: randomUUID(),
    office_id: null,
    role: null,
    staff_id: referral.created_by,
    kind: word.answer === 'yes' ? 'referral-agreed' : 'referral-refused',
    case_id: referral.case_id,
    details: '{}',
    at: now,
    seen_at: null,
  })
  if (word.answer === 'yes' && referral.to_office_id)
    await insertAlert(tx, {
      id: randomUUID(),
      office_id: referral.to_office_id,
      role: 'caseworker',
      staff_id: null,
      kind: 'referral',
      case_id: null,
      details: JSON.stringify({ referral: word.id }),
      at: now,
      seen_at: null,
    })
}
