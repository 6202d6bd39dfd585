import { z } from 'zod'
import { CURATION_KINDS } from '../curation/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { queryOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const List = z.object({
  kind: z.enum(CURATION_KINDS).default('unanswered'),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
})

/** What curators have to mend: questions and cards, no person. */
export function mountCuration(deps: ConsoleDeps, mount: Mounting): void {
  mount.staff('curation', async ({ req }) => {
    const { kind, offset } = queryOf(List, req)
    return { kind, ...(await deps.curation.list(kind, offset)) }
  })
  mount.staff('cardFile', async ({ req }) => await deps.curation.open(String(req.params.id)))
  mount.staff('tryQuestion', async ({ req, who }) => await deps.curation.tryAgain(who.staffId, String(req.params.id)))
}
