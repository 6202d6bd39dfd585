import { type CaseRow, type Db, listShares } from '../store/index.ts'
import type { Actor, CaseDeps } from './deps.ts'

/** Where more than one office has to do with a case, a caseworker's words say whose they are: the person reads them all in one chat. */
export async function signed(deps: CaseDeps, db: Db, of: { found: CaseRow; actor: Actor; text: string }): Promise<string> {
  const { found, actor, text } = of
  const isShared = (await listShares(db, found.id)).some((share) => share.state === 'agreed')
  if (!isShared || text === '') return text
  return `${actor.firstName}, ${deps.offices.find(actor.officeId)?.name ?? ''}: ${text}`
}
