import { z } from 'zod'
import { apiKeys, endApiKey, makeApiKey, SCOPES } from '../api/index.ts'
import { PuenteError } from '../errors/index.ts'
import { decide, proposals } from '../exchange/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf, queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const List = z.object({
  state: z.enum(['open', 'decided']).default('open'),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
})
const Decision = z.strictObject({ accepted: z.array(z.string().max(200)).max(500) })
const NewKey = z.strictObject({
  officeId: z.string().max(100),
  name: z.string().trim().min(2).max(80),
  scopes: z.array(z.enum(SCOPES)).min(1),
  days: z.number().int().min(1).max(730),
  perMinute: z.number().int().min(1).max(6000).default(60),
})

/** Proposals of other directories (curators) and keys of the API (administrators). */
export function mountExchange(deps: ConsoleDeps, mount: Mounting): void {
  const { engine, clock, offices } = deps.cases
  mount.staff('proposals', async ({ req }) => {
    const { state, offset } = queryOf(List, req)
    return { proposals: await proposals(deps.exchange, state, offset) }
  })
  mount.staff('decideProposal', async ({ req, who }) => {
    return await decide(deps.exchange, who.staffId, String(req.params.id), bodyOf(Decision, req).accepted)
  })
  mount.staff('apiKeys', async () => ({ keys: await apiKeys({ engine, clock }), scopes: SCOPES }))
  mount.staff('makeApiKey', async ({ req, who }) => {
    const wanted = bodyOf(NewKey, req)
    if (!offices.find(wanted.officeId)) throw new PuenteError('P1002', { detail: 'officeId' })
    return await makeApiKey({ engine, clock }, { ...wanted, by: who.staffId })
  })
  mount.staff('endApiKey', async ({ req, who }) => {
    await endApiKey({ engine, clock }, String(req.params.id), who.staffId)
    return undefined
  })
}
