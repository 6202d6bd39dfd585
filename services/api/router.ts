import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import type { z } from 'zod'
import { PuenteError } from '../errors/index.ts'
import { answerProblems } from '../http/index.ts'
import { insertAudit } from '../store/index.ts'
import { createBuckets } from './buckets.ts'
import { type ApiKey, keyOf } from './keys.ts'
import { answerOtherMethods } from './methods.ts'
import { OPERATIONS, openapiOf } from './openapi.ts'
import type { ApiDeps, Operation } from './operation.ts'

/** Requests of one address without a key, and tries with keys that are none. */
const PUBLIC_PER_MINUTE = 120
const CACHE = 'public, max-age=300, stale-while-revalidate=3600'

/** /api/v1: every operation of the table, its document, and problems as problem+json. */
export function apiRouter(deps: ApiDeps): Router {
  const api = Router()
  const buckets = createBuckets(deps.cases.clock)
  const limit = (name: string, perMinute: number) => {
    const waitMs = buckets(name, perMinute)
    if (waitMs > 0) throw new PuenteError('P1006', { retryAfterMs: waitMs })
  }
  // Public facts: other sites' pages may read them too. There is no cookie here that could be misused.
  api.use((_req, res, next) => {
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
    next()
  })
  const document = openapiOf(deps.publicUrl)
  api.get('/openapi.json', (_req, res) => {
    res.set('Cache-Control', CACHE).json(document)
  })
  for (const operation of OPERATIONS) api[operation.method](operation.path.replace(/\{(\w+)\}/g, ':$1'), handlerOf(deps, operation, limit))
  api.use(answerOtherMethods([{ method: 'get', path: '/openapi.json' }, ...OPERATIONS]))
  api.use(answerProblems({ logger: deps.cases.logger, publicUrl: deps.publicUrl, ...(deps.explain ? { explain: deps.explain } : {}) }))
  return Router().use('/api/v1', api)
}

const NOBODY: ApiKey = { id: '', officeId: '', name: '', scopes: [], perMinute: 0 }

function handlerOf(deps: ApiDeps, operation: Operation, limit: (name: string, perMinute: number) => void): RequestHandler {
  return async (req, res) => {
    const address = `address ${req.ip ?? ''}`
    let key = NOBODY
    if (operation.scope) {
      key = await keyOf({ engine: deps.cases.engine, clock: deps.cases.clock }, req.header('authorization')).catch((error) => {
        limit(address, PUBLIC_PER_MINUTE)
        throw error
      })
      limit(`key ${key.id}`, key.perMinute)
      if (!key.scopes.includes(operation.scope))
        throw await refused(deps, operation, key, new PuenteError('P1041', { detail: operation.scope }))
    } else limit(address, PUBLIC_PER_MINUTE)
    if (operation.body) await readJson(req, res)
    const call = {
      deps,
      key,
      actor: { staffId: `api:${key.id}`, officeId: key.officeId, role: 'caseworker', firstName: key.name } as const,
      query: parse(operation.query, req.query) as never,
      body: parse(operation.body, req.body) as never,
      req,
      param: (name: string) => String(req.params[name]),
    }
    const body = await operation.handle(call).catch(async (error) => {
      throw await refused(deps, operation, key, error)
    })
    res.status(operation.status).set('Cache-Control', operation.scope ? 'no-store' : CACHE)
    if (operation.answer) res.json(body)
    else res.end()
  }
}

const parseJson = express.json({ limit: '1mb' })

/** A body is read only of those who may send it. */
function readJson(req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    if (req.is('application/json') === false) reject(new PuenteError('P1007'))
    else parseJson(req, res, (error?: unknown) => (error ? reject(error) : resolve()))
  })
}

/** What a key may not do is kept in the audit trail: a scope that it lacks, or a consent that does not stand. @returns the error */
async function refused(deps: ApiDeps, operation: Operation, key: ApiKey, error: unknown): Promise<unknown> {
  if (error instanceof PuenteError && error.status === 403)
    await insertAudit(deps.cases.engine.db, {
      at: deps.cases.clock().getTime(),
      kind: 'api-refused',
      conversationId: null,
      details: { key: key.id, office: key.officeId, operation: operation.id },
    })
  return error
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new PuenteError('P1002', { detail: parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ') })
}
