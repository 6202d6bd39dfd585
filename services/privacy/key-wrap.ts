import { createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import { KEY_BYTES, open, SEAL_BYTES, seal } from './aead.ts'

const VERSION = 2
const ID_BYTES = 4
const CONTEXT = 'data-key'
/** Length of a wrapped key: version, id of the master key, sealed key. */
export const WRAPPED_BYTES = 1 + ID_BYTES + SEAL_BYTES + KEY_BYTES

/** Wraps data keys by the newest master key and unwraps them by whichever wrapped them. */
export interface KeyWrap {
  /** The first bytes of whatever the newest master key has wrapped. */
  readonly newestPrefix: Uint8Array
  /** Short public name of the newest master key, hex. */
  readonly newestId: string
  newKey(): Uint8Array
  wrap(key: Uint8Array): Uint8Array
  /** @throws PuenteError P4004 when no master key at hand wrapped it */
  unwrap(wrapped: Uint8Array): Uint8Array
  /** Wrapped as releases before migration 005 do, for databases in their form. */
  wrapWithoutId(key: Uint8Array): Uint8Array
  /** The same key under the newest master key; undefined when it is there already. */
  rewrap(wrapped: Uint8Array): Uint8Array | undefined
}

/** A secret for one use, derived from a master key (hex). */
export function derive(masterKeyHex: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(masterKeyHex, 'hex'), '', use, KEY_BYTES))
}

/** @param masterKeys 64 hex digits each, the newest first */
export function createKeyWrap(masterKeys: readonly string[]): KeyWrap {
  const keys = masterKeys.map((hex) => ({
    id: createHash('sha256').update(`puente key id\0${hex}`).digest().subarray(0, ID_BYTES),
    key: createSecretKey(derive(hex, 'puente person keys v1')),
  }))
  const [newest] = keys
  if (!newest) throw new PuenteError('P2001', { detail: 'there is no master key' })
  const newestPrefix = Buffer.concat([Buffer.from([VERSION]), newest.id])
  const wrap = (key: Uint8Array) => Buffer.concat([newestPrefix, seal(newest.key, key, CONTEXT)])
  const unwrap = (wrapped: Uint8Array): Uint8Array => {
    if (wrapped.length === WRAPPED_BYTES) {
      const id = Buffer.from(wrapped.subarray(1, 1 + ID_BYTES))
      const known = keys.find((candidate) => id.equals(candidate.id))
      if (!known) throw new PuenteError('P4004', { detail: `master key ${id.toString('hex')} is not among those given` })
      return open(known.key, wrapped.subarray(1 + ID_BYTES), CONTEXT)
    }
    // Keys of releases before 005 have no id: the one that opens it is the one.
    for (const { key } of keys) {
      try {
        return open(key, wrapped, CONTEXT)
      } catch {
        // Another key may have wrapped it.
      }
    }
    throw new PuenteError('P4004', { detail: 'no master key at hand wrapped it' })
  }
  return {
    newestPrefix,
    newestId: newest.id.toString('hex'),
    newKey: () => wrap(randomBytes(KEY_BYTES)),
    wrap,
    unwrap,
    wrapWithoutId: (key) => seal(newest.key, key, CONTEXT),
    rewrap: (wrapped) => (newestPrefix.equals(wrapped.subarray(0, newestPrefix.length)) ? undefined : wrap(unwrap(wrapped))),
  }
}
