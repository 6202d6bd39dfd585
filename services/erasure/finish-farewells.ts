import { deleteFarewell, deletePerson, type Engine, farewellState, insertShreds, listFarewells } from '../store/index.ts'
import { type ErasureDeps, noteRedactions } from './erase-person.ts'

/** The status report of the confirmation may still come, and the chat page may be away for a moment. */
const LINGER_MS = 120_000
const LIMIT = 100

/** Deletes what was kept for the confirmation of an erasure, once that has left. @returns how many are gone now */
export async function finishFarewells(deps: ErasureDeps & { engine: Engine }): Promise<number> {
  const now = deps.clock().getTime()
  let gone = 0
  for (const personId of await listFarewells(deps.engine.db, now - LINGER_MS, LIMIT)) {
    await deps.engine.db.transaction().execute(async (tx) => {
      const state = await farewellState(tx, personId, now)
      if (state === 'leaving') return
      await deleteFarewell(tx, personId)
      if (state === 'back') return
      await noteRedactions(deps, tx, personId)
      await deletePerson(tx, personId, now)
      await insertShreds(tx, [personId], now)
      gone++
    })
  }
  return gone
}
