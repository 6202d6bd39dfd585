import type { CipherKey } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import { ALGORITHMS, type Algorithm, open, seal } from './aead.ts'

/** Begins every sealed value: two letters, then the number of its algorithm. A number is never given to another algorithm. */
const MAGIC = Buffer.from('PU')
const MARK_BYTES = MAGIC.length + 1
const NUMBERS: Readonly<Record<Algorithm, number>> = { 'aes-256-gcm': 1, 'chacha20-poly1305': 2 }

/** A value with the mark of the algorithm that sealed it, so that another can take over from one day to the next. */
export function sealValue(key: CipherKey, plain: Uint8Array, context: string, algorithm: Algorithm): Uint8Array {
  return Buffer.concat([MAGIC, Buffer.from([NUMBERS[algorithm]]), seal(key, plain, context, algorithm)])
}

/**
 * Opens a value of whichever algorithm its mark names, or of releases before marks (AES-256-GCM).
 * @throws PuenteError P4004 when the key or the context is not the one that sealed it, or nobody knows its algorithm
 */
export function openValue(key: CipherKey, sealed: Uint8Array, context: string): Uint8Array {
  const algorithm = markOf(sealed)
  if (algorithm === undefined) return open(key, sealed, context)
  try {
    return open(key, sealed.subarray(MARK_BYTES), context, algorithm)
  } catch (error) {
    if (!(error instanceof PuenteError)) throw error
    // A value of before begins with chance, and once in eight million times that looks like a mark; its tag tells.
    return open(key, sealed, context)
  }
}

function markOf(sealed: Uint8Array): Algorithm | undefined {
  if (!MAGIC.equals(sealed.subarray(0, MAGIC.length))) return undefined
  return ALGORITHMS.find((algorithm) => NUMBERS[algorithm] === sealed[MAGIC.length])
}
