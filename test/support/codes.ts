import { totpCode } from '../../services/staff/index.ts'
import type { Engine } from '../../services/store/index.ts'

/** Stores of the apps that run in this test file. */
const stores = new Set<Engine>()

/** From here on `codeFor` works for the accounts of this store. @returns what ends it */
export function knowStore(store: Engine): () => void {
  stores.add(store)
  return () => void stores.delete(store)
}

/** The code of an authenticator, as if nobody had used it yet: tests sign in more often than every half minute. */
export async function codeFor(totpSecret: string): Promise<string> {
  for (const { db } of stores) await db.updateTable('staff').set({ code_step: null }).execute()
  return totpCode(totpSecret, Date.now())
}
