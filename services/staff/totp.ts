import { createHmac } from 'node:crypto'

const STEP_SECONDS = 30
const DIGITS = 6
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The half minute that a moment (ms) is in, counted from 1970 (RFC 6238). */
export function stepAt(at: number): number {
  return Math.floor(at / 1000 / STEP_SECONDS)
}

/** The code of a half minute. */
export function codeOfStep(key: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The code of a secret (base32) at a moment (ms), as authenticator apps show it (RFC 6238): for demo staff and tests. */
export function totpCode(secretBase32: string, at: number): string {
  const bits = [...secretBase32.replace(/=+$/, '').toUpperCase()].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('')
  return codeOfStep(Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))), stepAt(at))
}
