import { sql } from 'kysely'
import type { Db } from '../engine.ts'

/** Counts one wrong sign-in with an address that nobody has. @returns how many there are now in a row */
export async function countUnknownTry(db: Db, addressHash: string, now: number): Promise<number> {
  const row = await db
    .insertInto('sign_in_try')
    .values({ address_hash: addressHash, n: 1, locked_until: null, at: now })
    .onConflict((conflict) => conflict.column('address_hash').doUpdateSet({ n: sql<number>`sign_in_try.n + 1`, at: now }))
    .returning('n')
    .executeTakeFirstOrThrow()
  return row.n
}

/** Until when (ms) sign-in with an address that nobody has is locked. */
export async function unknownLockedUntil(db: Db, addressHash: string): Promise<number | null> {
  const row = await db.selectFrom('sign_in_try').select('locked_until').where('address_hash', '=', addressHash).executeTakeFirst()
  return row?.locked_until ?? null
}

/** Locks it, and begins to count anew. */
export async function lockUnknown(db: Db, addressHash: string, lockedUntil: number): Promise<void> {
  await db.updateTable('sign_in_try').set({ n: 0, locked_until: lockedUntil }).where('address_hash', '=', addressHash).execute()
}
