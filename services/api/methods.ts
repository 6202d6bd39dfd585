import type { RequestHandler } from 'express'
import { PuenteError } from '../errors/index.ts'

/** What the API has at an address: for whoever comes with another method. */
export interface Place {
  readonly method: string
  /** As OpenAPI writes it: /cards/{id} */
  readonly path: string
}

/**
 * Comes after all operations: a method that a known address does not take is 405 with the ones that it takes, OPTIONS tells them (to a
 * browser that asks before it reads a public feed, too), everything else is 404.
 */
export function answerOtherMethods(places: readonly Place[]): RequestHandler {
  const known = places.map(({ method, path }) => ({
    method: method.toUpperCase(),
    form: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`),
  }))
  return (req, res, next) => {
    const taken = known.filter(({ form }) => form.test(req.path)).map(({ method }) => method)
    if (taken.length === 0) return next(new PuenteError('P1004'))
    const allow = [...new Set([...taken, ...(taken.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].join(', ')
    res.set('Allow', allow)
    if (req.method !== 'OPTIONS') return next(new PuenteError('P1043', { detail: allow }))
    res.set({ 'Access-Control-Allow-Methods': allow, 'Access-Control-Allow-Headers': 'if-none-match' }).status(204).end()
  }
}
