import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
const TAG_CHARS = 20

/** AES-256-GCM: nonce, tag, ciphertext in one buffer. `context` is bound in: a value cannot be moved to another row. */
function seal(key: KeyObject, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws PuenteError P4004 when the key or the context is not the one that sealed it */
function open(key: KeyObject, sealed: Uint8Array, context: string): Uint8Array {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  } catch (cause) {
    throw new PuenteError('P4004', { cause })
  }
}

/** Seals and opens one person's words; the key lives only as long as this object. */
export interface PersonVault {
  sealText(text: string, context: string): Uint8Array
  openText(sealed: Uint8Array, context: string): string
  /** The same for the same person and context, different for every other context: counts people without naming one. */
  tag(context: string): string
}

/** The keys of the service: the master key wraps one data key per person; look-ups go by keyed hash. */
export interface Vault {
  /** A new data key, wrapped for storage. Deleting it erases the person, in backups too. */
  newDataKey(): Uint8Array
  forPerson(wrappedKey: Uint8Array): PersonVault
  /** HMAC-SHA256 of an address on a channel, hex: equal addresses give equal hashes, and nothing else is learnt. */
  addressHash(channel: string, address: string): string
}

/** @param masterKeyHex 64 hex digits */
export function createVault(masterKeyHex: string): Vault {
  const master = Buffer.from(masterKeyHex, 'hex')
  // A key object is prepared once; bytes would be prepared at every use.
  const derive = (use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', master, '', use, KEY_BYTES)))
  const wrapKey = derive('puente person keys v1')
  const hashKey = derive('puente address hash v1')
  return {
    newDataKey: () => seal(wrapKey, randomBytes(KEY_BYTES), 'data-key'),
    forPerson(wrappedKey) {
      const key = createSecretKey(open(wrapKey, wrappedKey, 'data-key'))
      return {
        sealText: (text, context) => seal(key, Buffer.from(text, 'utf8'), context),
        openText: (sealed, context) => Buffer.from(open(key, sealed, context)).toString('utf8'),
        tag: (context) => createHmac('sha256', key).update(`tag\0${context}`).digest('hex').slice(0, TAG_CHARS),
      }
    },
    addressHash: (channel, address) => createHmac('sha256', hashKey).update(`${channel}\0${address}`).digest('hex'),
  }
}
