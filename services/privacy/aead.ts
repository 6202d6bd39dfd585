import { type CipherKey, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16
export const KEY_BYTES = 32
/** What sealing adds to a value. */
export const SEAL_BYTES = NONCE_BYTES + TAG_BYTES

/** Ways to seal, all with keys of 32 bytes, nonces of 12 and tags of 16. */
export const ALGORITHMS = ['aes-256-gcm', 'chacha20-poly1305'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

const OPTIONS = { authTagLength: TAG_BYTES }

/** Nonce, tag, ciphertext in one buffer. `context` is bound in: a value cannot be moved to another row. */
export function seal(key: CipherKey, plain: Uint8Array, context: string, algorithm: Algorithm = 'aes-256-gcm'): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES)
  // Both have the same interface; the types know one name at a time.
  const cipher = createCipheriv(algorithm as 'aes-256-gcm', key, nonce, OPTIONS).setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** @throws PuenteError P4004 when the key or the context is not the one that sealed it */
export function open(key: CipherKey, sealed: Uint8Array, context: string, algorithm: Algorithm = 'aes-256-gcm'): Uint8Array {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(algorithm as 'aes-256-gcm', key, nonce, OPTIONS).setAAD(Buffer.from(context))
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, SEAL_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(SEAL_BYTES)), decipher.final()])
  } catch (cause) {
    throw new PuenteError('P4004', { cause })
  }
}
