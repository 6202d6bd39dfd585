import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const HASH_CHARS = 8
const FILE = new URL('./commonest.txt', import.meta.url)

let known: ReadonlySet<string> | undefined

/** Beginning of the hash of a password, without its case: what the list is made of. */
export function commonHash(password: string): string {
  return createHash('sha256').update(password.normalize('NFKC').toLowerCase()).digest('hex').slice(0, HASH_CHARS)
}

/**
 * Whether a password is one of the ten thousand commonest that are long enough for us. The list holds beginnings of hashes: many of those words are such
 * that nobody should have to read them. One other password in four hundred thousand is refused by chance.
 */
export function isCommon(password: string): boolean {
  known ??= new Set(
    readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#')),
  )
  return known.has(commonHash(password))
}
