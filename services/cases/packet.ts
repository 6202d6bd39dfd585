import { randomUUID } from 'node:crypto'
import type { PacketPart } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import { sealInPlace } from '../privacy/index.ts'
import { findConsent, findReferral, insertAlert, insertAudit, insertPacketRead, markReadsTold } from '../store/index.ts'
import { noted, sentence } from './claim.ts'
import { type Actor, type CaseDeps, caseContext } from './deps.ts'
import { groundOf } from './ground.ts'
import { loadCase } from './load-case.ts'
import { sayTo } from './say.ts'
import { overseerOf } from './supervisor.ts'

/** Shorter reasons say nothing. */
const MIN_REASON_CHARS = 10

/**
 * Opens what the person agreed to share. Every reading is noted: who, of which office, on what ground, why; the person can ask.
 * @throws PuenteError P1009 when there is no ground for it
 */
export async function readPacket(
  deps: CaseDeps,
  actor: Actor,
  caseId: string,
  why: string,
): Promise<{ parts: readonly PacketPart[]; basis: string }> {
  const now = deps.clock().getTime()
  const opened = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    const ground = await groundOf(tx, found, actor, now)
    const vault = deps.vault.forPerson(conversation.dataKey)
    const consent = ground === 'consent' || ground === 'shared' ? await findConsent(tx, caseId, actor.officeId, now) : undefined
    const sealed = consent?.packet_sealed
      ? vault.openText(consent.packet_sealed, caseContext('consent', consent.id))
      : ground === 'break-glass' && found.packet_sealed
        ? vault.openText(found.packet_sealed, caseContext('packet', caseId))
        : undefined
    if (!sealed) return undefined
    const readId = randomUUID()
    await insertPacketRead(tx, {
      id: readId,
      case_id: caseId,
      person_id: found.person_id,
      staff_id: actor.staffId,
      office_id: actor.officeId,
      basis: ground ?? 'consent',
      why: sealInPlace(deps.vault.forPerson(conversation.dataKey), why, `packet-read:${readId}`),
      at: now,
      told_at: null,
    })
    await noted(tx, { found, conversation, actor, kind: 'packet-read', now, details: { basis: ground ?? '' } })
    return { parts: JSON.parse(sealed) as PacketPart[], basis: ground ?? 'consent' }
  })
  if (opened) return opened
  // The refusal is kept as well: it must outlive the transaction that it ends.
  await insertAudit(deps.engine.db, {
    at: now,
    kind: 'packet-refused',
    conversationId: null,
    details: { case: caseId, staff: actor.staffId },
  })
  throw new PuenteError('P1009', { detail: 'no consent' })
}

/** What a receiver of a referral may see: the packet that the person agreed to for them, and nothing else. */
export async function readReferralPacket(deps: CaseDeps, actor: Actor, referralId: string, why: string): Promise<readonly PacketPart[]> {
  const now = deps.clock().getTime()
  return await deps.engine.db.transaction().execute(async (tx) => {
    const referral = await findReferral(tx, referralId)
    if (
      !referral?.packet_sealed ||
      referral.state === 'asked' ||
      referral.to_office_id !== actor.officeId ||
      !(await findConsent(tx, referral.case_id, actor.officeId, now))
    )
      throw new PuenteError('P1009', { detail: 'no consent' })
    const { found, conversation } = await loadCase(tx, referral.case_id)
    const readId = randomUUID()
    await insertPacketRead(tx, {
      id: readId,
      case_id: found.id,
      person_id: found.person_id,
      staff_id: actor.staffId,
      office_id: actor.officeId,
      basis: 'referral',
      why: sealInPlace(deps.vault.forPerson(conversation.dataKey), why, `packet-read:${readId}`),
      at: now,
      told_at: null,
    })
    await noted(tx, { found, conversation, actor, kind: 'packet-read', now, details: { basis: 'referral' } })
    return JSON.parse(
      deps.vault.forPerson(conversation.dataKey).openText(referral.packet_sealed, caseContext('referral', referralId)),
    ) as PacketPart[]
  })
}

/**
 * Life in danger and no consent: a mental-health professional opens the packet. The reason is kept, a second person is notified at once,
 * the person is told when that is safe, everything is audited.
 * @throws PuenteError P1009 for every other role, P1002 without a reason
 */
export async function breakGlass(
  deps: CaseDeps,
  actor: Actor,
  caseId: string,
  reason: string,
): Promise<{ parts: readonly PacketPart[]; basis: string }> {
  const now = deps.clock().getTime()
  if (actor.role !== 'mental-health') {
    await insertAudit(deps.engine.db, {
      at: now,
      kind: 'break-glass-refused',
      conversationId: null,
      details: { case: caseId, staff: actor.staffId },
    })
    throw new PuenteError('P1009')
  }
  if (reason.trim().length < MIN_REASON_CHARS) throw new PuenteError('P1002', { detail: 'reason' })
  const { found, conversation } = await loadCase(deps.engine.db, caseId)
  if (found.office_id !== actor.officeId || found.priority !== 'urgent' || !found.packet_sealed || found.outcome === 'revoked')
    throw new PuenteError('P1009')
  await deps.engine.db.transaction().execute(async (tx) => {
    const readId = randomUUID()
    await insertPacketRead(tx, {
      id: readId,
      case_id: caseId,
      person_id: found.person_id,
      staff_id: actor.staffId,
      office_id: actor.officeId,
      basis: 'break-glass',
      why: sealInPlace(deps.vault.forPerson(conversation.dataKey), reason.trim(), `packet-read:${readId}`),
      at: now,
      told_at: null,
    })
    // The second person: the office's supervisor, who learns that it was done and why, and no word of the person.
    const overseer = await overseerOf(tx, actor.officeId)
    await insertAlert(tx, {
      id: randomUUID(),
      ...overseer,
      staff_id: null,
      kind: 'break-glass',
      case_id: overseer.role === 'supervisor' ? caseId : null,
      details: JSON.stringify({ staff: actor.firstName, ...(overseer.role === 'supervisor' ? { reason: reason.trim() } : {}) }),
      at: now,
      seen_at: null,
    })
    await noted(tx, { found, conversation, actor, kind: 'break-glass', now })
  })
  deps.announce(conversation.id)
  const text = deps.vault.forPerson(conversation.dataKey).openText(found.packet_sealed, caseContext('packet', caseId))
  return { parts: JSON.parse(text) as PacketPart[], basis: 'break-glass' }
}

/** It is safe now: the person is told that the glass was broken, and by whom. */
export async function tellBrokenGlass(deps: CaseDeps, actor: Actor, caseId: string): Promise<void> {
  const now = deps.clock().getTime()
  const conversationId = await deps.engine.db.transaction().execute(async (tx) => {
    const { found, conversation } = await loadCase(tx, caseId)
    if ((await groundOf(tx, found, actor, now)) === undefined) throw new PuenteError('P1009')
    await markReadsTold(tx, caseId, now)
    await sayTo(deps, tx, { conversation, text: sentence(deps, found, 'case.glass', { name: actor.firstName }), sender: 'bot' })
    await noted(tx, { found, conversation, actor, kind: 'glass-told', now })
    return conversation.id
  })
  deps.wake()
  deps.announce(conversationId)
}
