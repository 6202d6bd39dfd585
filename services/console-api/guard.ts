import type { Request, RequestHandler } from 'express'
import type { z } from 'zod'
import { errorBody, PuenteError } from '../errors/index.ts'

/** Another site cannot set this header without our leave (no CORS is given), and its requests do not carry the cookie (SameSite=strict). */
export const CSRF_HEADER = 'x-puente-console'

/** Refuses what does not come from the console's own page. */
export function requireConsole(publicUrl: () => string): RequestHandler {
  return (req, res, next) => {
    if (!req.path.startsWith('/console/api/') || req.method === 'GET') return next()
    const origin = req.header('origin')
    const site = req.header('sec-fetch-site')
    const isOurs =
      (origin === undefined || origin === new URL(publicUrl()).origin) && (site === undefined || site === 'same-origin' || site === 'none')
    if (isOurs && req.header(CSRF_HEADER) === '1') return next()
    res.status(403).json(errorBody('P1019'))
  }
}

/** The body in the form that is asked for. @throws PuenteError P1002 with the names of the fields that are wrong */
export function bodyOf<T extends z.ZodType>(schema: T, req: Request): z.infer<T> {
  return checked(schema, req.body ?? {})
}

/** The query in the form that is asked for. @throws PuenteError P1002 with the names of the parameters that are wrong */
export function queryOf<T extends z.ZodType>(schema: T, req: Request): z.infer<T> {
  return checked(schema, req.query)
}

function checked<T extends z.ZodType>(schema: T, given: unknown): z.infer<T> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new PuenteError('P1002', { detail: parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ') })
}

/** Cookie lines added to an answer. */
export function setCookies(res: { append(name: string, value: string): unknown }, cookies: readonly string[]): void {
  for (const line of cookies) res.append('Set-Cookie', line)
}
