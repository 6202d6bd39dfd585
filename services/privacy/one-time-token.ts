import { createHash, randomBytes } from 'node:crypto'

/** A secret for a link: 128 bits, so that guessing is no way in. */
export function newToken(): string {
  return randomBytes(16).toString('base64url')
}

/** What is kept of it. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
