import { addToCampaign, type ConversationRow, findCampaignPerson, type MessageRow, moveCampaignPerson } from '../store/index.ts'
import type { CampaignDeps } from './deps.ts'
import { verdictOn } from './verdict.ts'

/** What the outbox does with a message after a last look at it. */
export type LastLook =
  | { readonly kind: 'go' }
  | { readonly kind: 'later'; readonly delayMs: number }
  | { readonly kind: 'drop'; readonly code: string }

/** A campaign that pauses holds back what is in the outbox already, and is looked at again after so long. */
const PAUSED_MS = 15_000

/**
 * Between writing and leaving much can happen: STOP, danger, night, a paused campaign. So each message of a campaign is looked at once
 * more in the moment it leaves, also the one that waited behind a template until the person wrote.
 */
export async function lastLookAt(deps: CampaignDeps, message: MessageRow, conversation: ConversationRow): Promise<LastLook> {
  if (message.kind !== 'campaign' && message.kind !== 'knock') return { kind: 'go' }
  const { db } = deps.engine
  const person = await findCampaignPerson(db, message.id)
  // A knock of a caseworker; or a campaign so long ago that it is not known any more who got it.
  if (!person) return message.kind === 'knock' ? { kind: 'go' } : { kind: 'drop', code: 'outdated' }
  if (person.state === 'left-out') return { kind: 'drop', code: person.reason ?? 'stopped' }
  if (person.campaignState === 'stopped') return await drop('stopped')
  const now = deps.clock().getTime()
  if (person.campaignState === 'paused') return { kind: 'later', delayMs: PAUSED_MS }
  const verdict = await verdictOn(deps, db, conversation)
  if (verdict.kind === 'later') return { kind: 'later', delayMs: Math.max(1, verdict.at - now) }
  if (verdict.kind === 'leave-out') return await drop(verdict.reason)
  return { kind: 'go' }

  async function drop(code: string): Promise<LastLook> {
    if (person && (await moveCampaignPerson(db, person, 'queued', { state: 'left-out', reason: code })))
      await addToCampaign(db, person.campaign_id, { sent: -1, leftOut: 1 })
    return { kind: 'drop', code }
  }
}
