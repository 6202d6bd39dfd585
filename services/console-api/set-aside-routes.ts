import { tryAgain } from '../conversations/index.ts'
import { listSetAside } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import type { Mounting } from './mount.ts'

const PAGE = 200

/** Work that was given up after its last try: what it was and why, never whose or which words; and trying it again. */
export function mountSetAside(deps: ConsoleDeps, mount: Mounting): void {
  const { cases } = deps
  mount.staff('setAside', async () => ({ jobs: await listSetAside(cases.engine.db, PAGE) }))
  mount.staff('tryAgain', async ({ req, who }) => void (await tryAgain(cases, String(req.params.id), { staffId: who.staffId })))
}
