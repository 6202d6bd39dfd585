import type { Request, RequestHandler, Response, Router } from 'express'
import { type AccessContext, can, ENDPOINTS, type Endpoint, type EndpointName } from '../access/index.ts'
import { groundOf, loadCase, type OpenedCase, sightOf } from '../cases/index.ts'
import { PuenteError } from '../errors/index.ts'
import { noteUse, type SignedIn, sessionOf } from '../staff/index.ts'
import { insertAudit } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { readNoter } from './note-read.ts'

/** A request of somebody who is signed in and may do what the endpoint is for. */
export interface Allowed {
  readonly req: Request
  readonly res: Response
  readonly who: SignedIn
}

/** The same about one case. */
export interface AllowedCase extends Allowed, OpenedCase {}

export type Answer = object | undefined

export interface Mounting {
  /** Sign-in itself: nobody is known yet. */
  open(name: EndpointName, handle: (req: Request, res: Response) => Promise<Answer>): void
  staff(name: EndpointName, handle: (allowed: Allowed) => Promise<Answer>): void
  /** The path has the office's id: another's is refused. */
  ofOffice(name: EndpointName, handle: (allowed: Allowed & { readonly officeId: string }) => Promise<Answer>): void
  /** The path has the case's id: the rules are asked with its office, who has it, and the ground there is. */
  ofCase(name: EndpointName, handle: (allowed: AllowedCase) => Promise<Answer>): void
}

/** Mounts endpoints of the table and of nothing else; each asks the rules before its handler runs. */
export function mounting(deps: ConsoleDeps, router: Router): Mounting {
  const noteRead = readNoter(deps)
  const add = (name: EndpointName, handle: RequestHandler) => {
    const { method, path }: Endpoint = ENDPOINTS[name]
    router[method](path, handle)
  }
  const signedIn = async (req: Request): Promise<SignedIn> => {
    const who = await sessionOf(deps.staff, req.headers.cookie)
    if (!who) throw new PuenteError('P1010')
    // The page asks by itself with GET only: anything else was done by hand.
    if (req.method !== 'GET') await noteUse(deps.staff, who.sessionId)
    return who
  }
  return {
    open: (name, handle) => add(name, async (req, res) => answer(res, await handle(req, res))),
    staff: (name, handle) =>
      add(name, async (req, res) => {
        const who = await signedIn(req)
        await assertMay(deps, who, name, {})
        answer(res, await handle({ req, res, who }))
      }),
    ofOffice: (name, handle) =>
      add(name, async (req, res) => {
        const who = await signedIn(req)
        const officeId = String(req.params.office)
        await assertMay(deps, who, name, { officeId })
        answer(res, await handle({ req, res, who, officeId }))
      }),
    ofCase: (name, handle) =>
      add(name, async (req, res) => {
        const who = await signedIn(req)
        const { found, conversation } = await loadCase(deps.cases.engine.db, String(req.params.id))
        const now = deps.cases.clock().getTime()
        const ground = await groundOf(deps.cases.engine.db, found, who, now)
        const sight = await sightOf(deps.cases.engine.db, found, who.officeId, now)
        await assertMay(deps, who, name, {
          officeId: found.office_id,
          assigneeId: found.assignee_id,
          hasGround: ground !== undefined,
          shared: sight?.fields,
          caseId: found.id,
          outcome: found.outcome,
        })
        await noteRead({ staffId: who.staffId, name, caseId: found.id, conversationId: conversation.id })
        answer(res, await handle({ req, res, who, found, conversation, ground, sight }))
      }),
  }
}

async function assertMay(
  deps: ConsoleDeps,
  who: SignedIn,
  name: EndpointName,
  context: AccessContext & { officeId?: string; caseId?: string; outcome?: string | null },
): Promise<void> {
  const { access }: Endpoint = ENDPOINTS[name]
  if (access && can(who, access[0], access[1], context)) return
  // A refusal is as worth keeping as a reading.
  await insertAudit(deps.cases.engine.db, {
    at: deps.cases.clock().getTime(),
    kind: 'access-refused',
    conversationId: null,
    details: { staff: who.staffId, endpoint: name, case: context.caseId ?? '', ...(context.officeId ? { office: context.officeId } : {}) },
  })
  if (access?.[0] === 'reply' && context.hasGround === false)
    throw new PuenteError('P1014', { detail: context.outcome === 'erased' ? 'erased' : 'revoked' })
  throw new PuenteError('P1009')
}

function answer(res: Response, body: Answer): void {
  if (res.headersSent) return
  if (body === undefined) res.status(204).end()
  else res.set('Cache-Control', 'no-store').json(body)
}
