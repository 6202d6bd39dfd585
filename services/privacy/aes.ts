import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32
/** What sealing adds to a value. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

/** AES-256-GCM: nonce, tag, ciphertext in one buffer. `context` is bound in: a value cannot be moved to another row. */
export function seal(key: CipherKey, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws PuenteError P4004 when the key or the context is not the one that sealed it */
export function open(key: CipherKey, sealed: Uint8Array, context: string): Uint8Array {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(SEAL_BYTES)), decipher.final()])
  } catch (cause) {
    throw new PuenteError('P4004', { cause })
  }
}
