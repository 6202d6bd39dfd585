import type { MessageRow } from '../store/index.ts'

/** Why a message that waited is not sent any more: kept with the message and in the audit trail. */
export type Outdated = 'outdated' | 'window-closed'

const HOUR_MS = 3_600_000
/** By kind (decision 009): a question or receipt of yesterday confuses; an answer stays useful until its facts may have changed. */
const LIFE_MS: Readonly<Record<string, number>> = {
  question: 12 * HOUR_MS,
  confirmation: 12 * HOUR_MS,
  notice: 12 * HOUR_MS,
  knock: 24 * HOUR_MS,
  // Not long after its hour: it would arrive in the night.
  'check-in': 2 * HOUR_MS,
  'check-in-template': 2 * HOUR_MS,
  // As long as the code works.
  'move-code': 15 * 60_000,
  answer: 72 * HOUR_MS,
}

/** Sent as approved templates: at any time. */
const TEMPLATES: ReadonlySet<string> = new Set(['knock', 'check-in-template'])

/**
 * Whether a waiting message has lost its sense. Never so: crisis answers, the one confirmation of STOP, and what a person of
 * the staff wrote. Pure.
 * @param windowMs how long the channel takes free text after the person last wrote; undefined: always
 */
export function outdatedReason(
  message: Pick<MessageRow, 'kind' | 'sender' | 'created_at'>,
  at: { readonly now: number; readonly windowMs: number | undefined; readonly lastInboundAt: number | null },
): Outdated | undefined {
  const lifeMs = LIFE_MS[message.kind]
  if (message.sender !== 'bot' || lifeMs === undefined) return undefined
  if (at.now - message.created_at > lifeMs) return 'outdated'
  // Free text would only be refused. Nobody is known to have written where a farewell leaves after erasing: it was made in answer to them.
  const isShut =
    at.windowMs !== undefined && !TEMPLATES.has(message.kind) && at.now > (at.lastInboundAt ?? message.created_at) + at.windowMs
  return isShut ? 'window-closed' : undefined
}
