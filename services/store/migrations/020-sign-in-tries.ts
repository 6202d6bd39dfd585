import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Wrong sign-ins with addresses that nobody has, by keyed hash: they are slowed and locked as those of accounts are, or the difference would tell which is which. */
export async function signInTries(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, integer, tableSuffix } = engine.columns
  await sql
    .raw(
      `create table sign_in_try (
         address_hash text primary key, n ${integer} not null, locked_until ${bigint}, at ${bigint} not null
       ) ${tableSuffix}`,
    )
    .execute(db)
}
