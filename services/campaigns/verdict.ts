import { replyWindow } from '../cases/index.ts'
import { memoryOf } from '../conversations/index.ts'
import { byDay } from '../offices/index.ts'
import { type ConversationRow, type Db, findNewsConsent, hasOpenTurn, hasUrgentCase, isSuppressed, lastInboundAt } from '../store/index.ts'
import type { CampaignDeps } from './deps.ts'

export type LeftOut = 'withdrawn' | 'opted-out' | 'danger' | 'watched-phone' | 'no-template' | 'no-channel' | 'stopped'

/** What may be done for one person now. */
export type Verdict =
  | { readonly kind: 'send'; readonly by: 'text' | 'template' }
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'leave-out'; readonly reason: LeftOut }

const MINUTE_MS = 60_000
/** Beside a caseworker's talk news only disturb: looked at again after so long. */
const TALK_MS = 6 * 60 * MINUTE_MS

/**
 * Whether news may reach somebody at this moment: the consent holds, no STOP, no danger that is not over, nobody looking over their
 * shoulder, by day where they are, and by a way that their channel allows.
 */
export async function verdictOn(deps: CampaignDeps, db: Db, conversation: ConversationRow): Promise<Verdict> {
  const now = deps.clock().getTime()
  const leaveOut = (reason: LeftOut): Verdict => ({ kind: 'leave-out', reason })
  const consent = await findNewsConsent(db, conversation.personId)
  if (!consent || consent.withdrawn_at !== null) return leaveOut('withdrawn')
  if (await isSuppressed(db, conversation.channel, conversation.addressHash)) return leaveOut('opted-out')
  const memory = memoryOf(deps.vault, conversation)
  if (memory.crisis || (await hasUrgentCase(db, conversation.personId))) return leaveOut('danger')
  if (memory.discreet) return leaveOut('watched-phone')
  const channel = deps.channel(conversation.channel)
  if (!channel) return leaveOut('no-channel')
  // What they have just written may be STOP: it is heard first.
  if (await hasOpenTurn(db, conversation.id)) return { kind: 'later', at: now + MINUTE_MS / 30 }
  if (conversation.status === 'caseworker') return { kind: 'later', at: now + TALK_MS }
  const place = consent.region ?? consent.country
  const at = byDay(place ? [place] : [], now)
  if (at > now) return { kind: 'later', at }
  const { capabilities } = channel
  const { isOpen } = replyWindow(capabilities.replyWindowMs, await lastInboundAt(db, conversation.id), now)
  if (isOpen) return { kind: 'send', by: 'text' }
  return capabilities.canTellNews ? { kind: 'send', by: 'template' } : leaveOut('no-template')
}
