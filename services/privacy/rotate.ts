import { type Engine, listPersonKeys, loadServiceKeys, swapPersonKey, swapServiceKey } from '../store/index.ts'
import type { Vault } from './seal.ts'

const BATCH = 200

export interface Rotated {
  readonly people: number
  readonly serviceKeys: number
}

/**
 * Brings every key under the newest master key, in batches, while the service goes on: a key is replaced only if it is still the one
 * that was read, so a person erased meanwhile stays erased. Safe to run in several processes and to break off.
 */
export async function rotateKeys(deps: { engine: Engine; vault: Vault }, onProgress?: (people: number) => void): Promise<Rotated> {
  const { db } = deps.engine
  const { wrap } = deps.vault
  let serviceKeys = 0
  for (const [name, wrapped] of await loadServiceKeys(db)) {
    const next = wrap.rewrap(wrapped)
    if (next && (await swapServiceKey(db, name, wrapped, next))) serviceKeys++
  }
  let people = 0
  let afterId = ''
  for (;;) {
    const batch = await listPersonKeys(db, { afterId, limit: BATCH, notPrefix: wrap.newestPrefix })
    if (batch.length === 0) return { people, serviceKeys }
    await db.transaction().execute(async (tx) => {
      for (const { id, dataKey } of batch) {
        const next = wrap.rewrap(dataKey)
        if (next && (await swapPersonKey(tx, id, dataKey, next))) people++
      }
    })
    afterId = batch.at(-1)?.id ?? afterId
    onProgress?.(people)
  }
}
