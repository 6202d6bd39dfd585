import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'

const COOKIE = 'puente'
const DAYS_KEPT = 30

/** The opaque id in the visitor's cookie: 32 random bytes; whoever has it has the conversation. */
export function visitorOf(req: Request): string | undefined {
  const value = /(?:^|;\s*)puente=([\w-]{43})(?:;|$)/.exec(req.headers.cookie ?? '')?.[1]
  return value
}

/** The visitor of the cookie, or a new one. */
export function ensureVisitor(req: Request, res: Response, options: { isSecure: boolean }): string {
  const known = visitorOf(req)
  if (known) return known
  const made = randomBytes(32).toString('base64url')
  res.cookie(COOKIE, made, { httpOnly: true, sameSite: 'strict', secure: options.isSecure, maxAge: DAYS_KEPT * 86_400_000, path: '/' })
  return made
}

/** Forgets the visitor in this browser (quick exit, end of the chat). */
export function forgetVisitor(res: Response, options: { isSecure: boolean }): void {
  res.clearCookie(COOKIE, { httpOnly: true, sameSite: 'strict', secure: options.isSecure, path: '/' })
}
