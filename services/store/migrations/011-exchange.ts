import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Proposals of other directories, keys of the API, webhooks and their deliveries. */
export async function exchange(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, bytes, integer, autoIncrement, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)

  await run(
    `create table directory_proposal (
      id text primary key not null, service text not null, is_new ${integer} not null, origin text not null, changes text not null,
      state text not null, decisions text not null, text text, decided_by text, created_at ${bigint} not null, updated_at ${bigint} not null
    ) ${tableSuffix}`,
  )
  await run(`create index directory_proposal_state on directory_proposal (state, created_at)`)
  await run(
    `create table api_key (
      id text primary key not null, office_id text not null references office (id), name text not null, secret_hash text not null,
      scopes text not null, per_minute ${integer} not null, expires_at ${bigint} not null, revoked_at ${bigint}, last_used_at ${bigint},
      created_by text not null, created_at ${bigint} not null
    ) ${tableSuffix}`,
  )
  await run(
    `create table webhook_endpoint (
      id text primary key not null, office_id text not null references office (id), url text not null, events text not null,
      secret_sealed ${bytes} not null, failures ${integer} not null, disabled_at ${bigint}, created_at ${bigint} not null
    ) ${tableSuffix}`,
  )
  await run(
    `create table webhook_delivery (
      seq ${autoIncrement} primary key, id text not null unique, endpoint_id text not null references webhook_endpoint (id) on delete cascade,
      event text not null, payload text not null, state text not null, attempts ${integer} not null, next_at ${bigint} not null,
      last_status ${integer}, last_reason text, created_at ${bigint} not null, updated_at ${bigint} not null
    )`,
  )
  await run(`create index webhook_delivery_due on webhook_delivery (state, next_at)`)
}
