import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'

const DAYS_KEPT = 30

/** On https bound to this host by its prefix: a neighbour's sub domain cannot put a visitor of its own into the browser. */
const cookieName = (isSecure: boolean) => (isSecure ? '__Host-puente' : 'puente')

/** The page inside another site: it may set no cookie there, so it sends the id itself. */
export function isEmbedded(req: Request): boolean {
  return req.header('x-puente-embed') === '1'
}

/** The opaque id of the visitor, in the cookie or as sent from inside a frame: 32 random bytes; whoever has it has the conversation. */
export function visitorOf(req: Request, { isSecure }: { isSecure: boolean }): string | undefined {
  if (isEmbedded(req)) return /^Bearer ([\w-]{43})$/.exec(req.header('authorization') ?? '')?.[1]
  const pair = (req.headers.cookie ?? '').split(/;\s*/).find((text) => text.startsWith(`${cookieName(isSecure)}=`))
  return /=([\w-]{43})$/.exec(pair ?? '')?.[1]
}

/** The visitor that is known, or a new one. */
export function ensureVisitor(req: Request, res: Response, options: { isSecure: boolean }): string {
  const known = visitorOf(req, options)
  if (known) return known
  const made = randomBytes(32).toString('base64url')
  if (isEmbedded(req)) return made
  res.cookie(cookieName(options.isSecure), made, {
    httpOnly: true,
    sameSite: 'strict',
    secure: options.isSecure,
    maxAge: DAYS_KEPT * 86_400_000,
    path: '/',
  })
  return made
}

/** Forgets the visitor in this browser (quick exit, end of the chat). */
export function forgetVisitor(res: Response, options: { isSecure: boolean }): void {
  res.clearCookie(cookieName(options.isSecure), { httpOnly: true, sameSite: 'strict', secure: options.isSecure, path: '/' })
}
