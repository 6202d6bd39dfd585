import type { FollowUpHooks } from '../conversations/index.ts'
import { createPeriodic, type Periodic } from '../jobs/index.ts'
import { applyFollowUp } from './apply.ts'
import type { FollowUpDeps } from './deps.ts'
import { type Dispatched, dispatchCheckIns } from './dispatch.ts'
import { applyMove, moveViewOf } from './move.ts'
import { followUpViewOf } from './view.ts'

/** A check-in is due to the day: looked at often enough to spread what is due evenly. */
const LOOK_EVERY_MS = 5_000

/** Asking people after a case or a return: what turns need of it, and the part of the service that asks. */
export function openFollowUp(deps: FollowUpDeps): { hooks: FollowUpHooks; part: Periodic; run(): Promise<Dispatched> } {
  // One look after the other: whoever asks for one now hears of it when an earlier one, too, has written what it decided.
  let last: Promise<unknown> = Promise.resolve()
  const run = () => {
    const mine = last.then(() => dispatchCheckIns(deps))
    last = mine.catch(() => undefined)
    return mine
  }
  return {
    hooks: {
      view: (db, conversation) => followUpViewOf(deps, db, conversation),
      move: (db, conversation, said) => moveViewOf(deps, db, conversation, said),
      applyMove: (tx, moved) => applyMove(deps, tx, moved),
      apply: (tx, applied) => applyFollowUp(deps, tx, applied),
    },
    part: createPeriodic({ name: 'follow-up', everyMs: LOOK_EVERY_MS, logger: deps.cases.logger, run }),
    run,
  }
}
