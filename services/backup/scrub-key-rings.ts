import type { Logger } from '../observability/index.ts'
import { deleteShreds, type Engine, listBackupPlaces, listShreds } from '../store/index.ts'
import { shredRecords, unfinished } from './key-ring.ts'

const LIMIT = 1000

/**
 * Takes the keys of the erased out of every key ring that backups of this database have written. A ring that cannot be reached, or is
 * being written at this moment, is tried again: until then what is to go is remembered.
 * @returns how many records were to go
 */
export async function scrubKeyRings(deps: { engine: Engine; logger: Logger }): Promise<number> {
  const { db } = deps.engine
  const ids = await listShreds(db, LIMIT)
  if (ids.length === 0) return 0
  let isWhole = true
  for (const place of await listBackupPlaces(db)) {
    try {
      // What a killed backup has left half written holds keys too.
      await shredRecords(unfinished(place.path), ids).catch(() => undefined)
      await shredRecords(place.path, ids)
      isWhole &&= place.written_at > 0
    } catch (err) {
      isWhole = false
      deps.logger.warn({ event: 'key-ring-unreachable', pending: ids.length, err })
    }
  }
  if (isWhole) await deleteShreds(db, ids)
  return isWhole ? ids.length : 0
}
