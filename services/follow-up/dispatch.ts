import { findMark, listDueConversations, putOffCheckIns, setMark } from '../store/index.ts'
import { type Asked, askIfDue } from './ask.ts'
import type { FollowUpDeps } from './deps.ts'

const MARK = 'follow-up'
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Two looks: what was not sent while nobody looked is not made up for. */
const COUNTED_MS = 10_000
/** Looked at beside what leaves: what is put off or over costs no send. */
const LOOKED_AT = 4
/** So many at the most between two looks at who else is waiting. */
const MAX_ASKED = 200

export type Dispatched = Readonly<Record<Asked, number>>

/**
 * Asks who is due, no faster than the send rate of all processes together: however many have piled up, they are spread. What time has
 * passed is counted up to a few seconds only, so that a clock that jumps brings no flood.
 */
export async function dispatchCheckIns(deps: FollowUpDeps): Promise<Dispatched> {
  const done = { asked: 0, later: 0, over: 0, nothing: 0 }
  const { engine, clock } = deps.cases
  const now = clock().getTime()
  const allowed = await takeAllowance(deps, now)
  if (allowed === 0) return done
  for (const conversationId of await listDueConversations(engine.db, now, allowed * LOOKED_AT)) {
    if (done.asked >= allowed) break
    const result = await askOrPutOff(deps, conversationId, now)
    done[result]++
    // People who wait for an answer go first.
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (done.asked > 0) deps.cases.wake()
  if (done.asked + done.later + done.over > 0) deps.cases.logger.info({ event: 'check-ins', ...done })
  return done
}

/** How many may leave now: of several processes one gets the time that has passed. */
async function takeAllowance({ cases, perMinute }: FollowUpDeps, now: number): Promise<number> {
  const { db } = cases.engine
  const last = await findMark(db, MARK)
  if (!last) {
    await setMark(db, { name: MARK, at: now, value: '', notAfter: now })
    return 0
  }
  // A clock that was set back starts anew.
  const passedMs = last.at > now ? 0 : Math.min(Math.max(COUNTED_MS, MINUTE_MS / perMinute), now - last.at)
  const allowed = Math.min(MAX_ASKED, Math.floor((perMinute * passedMs) / MINUTE_MS))
  if (allowed === 0 && last.at <= now) return 0
  const isOurs = await setMark(db, { name: MARK, at: now, value: '', notAfter: last.at })
  return isOurs ? allowed : 0
}

/** One conversation that cannot be read (its key is gone from the ring) holds up nobody else. */
async function askOrPutOff(deps: FollowUpDeps, conversationId: string, now: number): Promise<Asked> {
  const { engine, logger } = deps.cases
  try {
    // Nothing is acknowledged to anybody here: what a power cut takes back is done again.
    return await engine.unhurried((tx) => askIfDue(deps, tx, conversationId))
  } catch (err) {
    logger.error({ event: 'check-in-failed', conversationId, err })
    await putOffCheckIns(engine.db, conversationId, now + DAY_MS)
    return 'later'
  }
}
