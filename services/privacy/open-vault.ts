import { createHmac } from 'node:crypto'
import { type Engine, insertServiceKey, loadServiceKeys, somePersonKey } from '../store/index.ts'
import type { Algorithm } from './aead.ts'
import { createKeyWrap, derive } from './key-wrap.ts'
import { createVault, SERVICE_KEYS, type ServiceKeys, type Vault } from './seal.ts'

/**
 * The vault of a database. The service's own keys are stored wrapped; a database of before gets those that were derived from its
 * master key until then, so that its look-ups and its staff's second factors go on.
 * @param masterKeys 64 hex digits each, the newest first
 * @param algorithm what is sealed from now on is sealed by it; what others have sealed opens as before
 * @throws PuenteError P4004 when none of them is the one of this database
 */
export async function openVault(engine: Engine, masterKeys: readonly string[], algorithm?: Algorithm): Promise<Vault> {
  const wrap = createKeyWrap(masterKeys)
  const known = await loadServiceKeys(engine.db)
  if (SERVICE_KEYS.some((name) => !known.has(name))) {
    const first = await firstKey(engine, masterKeys)
    const made: ServiceKeys = {
      'address-hash': derive(first, 'puente address hash v1'),
      'staff-sessions': createHmac('sha256', Buffer.from(first, 'hex')).update('puente staff sessions v1').digest(),
      'service-data': derive(first, 'puente service data v1'),
    }
    for (const name of SERVICE_KEYS) if (!known.has(name)) await insertServiceKey(engine.db, name, wrap.wrap(made[name]))
  }
  // Read again: of two processes that start together, the first one's keys count.
  const stored = await loadServiceKeys(engine.db)
  const keys = Object.fromEntries(SERVICE_KEYS.map((name) => [name, wrap.unwrap(stored.get(name) ?? new Uint8Array())]))
  return createVault(wrap, keys as ServiceKeys, algorithm)
}

/** The key that made the data that is there; the newest for an empty database. */
async function firstKey(engine: Engine, masterKeys: readonly string[]): Promise<string> {
  const some = await somePersonKey(engine.db)
  const works = masterKeys.find((key) => {
    try {
      return some && createKeyWrap([key]).unwrap(some)
    } catch {
      return false
    }
  })
  return works ?? masterKeys[0] ?? ''
}
