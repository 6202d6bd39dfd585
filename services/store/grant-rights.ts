import { sql } from 'kysely'
import { PuenteError } from '../errors/index.ts'
import { openEngine } from './open-store.ts'

/**
 * Gives the account of `databaseUrl` what the service does every day on the tables of `ownerUrl`, and takes what it must not do. To be
 * run after each migration: new tables are nobody's but their owner's.
 * @throws PuenteError P2006 when both are one account, which then could not be kept from anything
 */
export async function grantDailyRights(ownerUrl: string, databaseUrl: string): Promise<void> {
  const account = accountOf(databaseUrl)
  if (account === accountOf(ownerUrl)) throw new PuenteError('P2006', { detail: 'DATABASE_OWNER_URL has the account of DATABASE_URL' })
  const engine = await openEngine({ databaseUrl: ownerUrl, dataDir: '' })
  try {
    await engine.db.transaction().execute(async (tx) => {
      for (const statement of engine.capabilities.dailyRights(account)) await sql.raw(statement).execute(tx)
    })
  } finally {
    await engine.close()
  }
}

function accountOf(url: string): string {
  return decodeURIComponent(new URL(url).username)
}
