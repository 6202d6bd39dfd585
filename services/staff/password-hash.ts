import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

interface Cost {
  readonly log2N: number
  readonly r: number
  readonly p: number
}

/** OWASP's advice of 2025 for scrypt; 64 MB and some 0.3 s a try. */
const COST: Cost = { log2N: 16, r: 8, p: 2 }
/** What better-auth does by itself: hashes of accounts from before, written "salt:key". */
const LIBRARY_COST: Cost = { log2N: 14, r: 16, p: 1 }
const KEY_BYTES = 64
const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]+)\$([0-9a-f]+)$/

/** Hash of a password with its cost in it, so that the cost can be raised without asking anybody for a new one. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('hex')
  const key = await keyOf(password, salt, COST)
  return `scrypt$${COST.log2N}$${COST.r}$${COST.p}$${salt}$${key.toString('hex')}`
}

/** Whether a password is the one of a hash, ours or the library's. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [, log2N, r, p, ownSalt, ownKey] = FORM.exec(hash) ?? []
  const [salt = '', key = ''] = ownSalt && ownKey ? [ownSalt, ownKey] : hash.split(':')
  const cost = log2N ? { log2N: Number(log2N), r: Number(r), p: Number(p) } : LIBRARY_COST
  const wanted = Buffer.from(key, 'hex')
  const given = await keyOf(password, salt, cost)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function keyOf(password: string, salt: string, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N
  return new Promise((resolve, reject) => {
    // The normal form: the same letters from another keyboard are the same password.
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
