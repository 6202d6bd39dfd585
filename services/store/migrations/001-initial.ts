import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** People, conversations, messages, jobs, vectors, audit, unanswered questions. */
export async function initial(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bytes, autoIncrement, bigint, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const table = (name: string, columns: string) => run(`create table ${name} (${columns}) ${tableSuffix}`)

  await table('person', `id text primary key, data_key ${bytes} not null, created_at ${bigint} not null`)
  await table(
    'identity',
    `id text primary key, person_id text not null references person(id) on delete cascade, channel text not null,
    address_hash text not null, address_sealed ${bytes} not null, created_at ${bigint} not null, unique (channel, address_hash)`,
  )
  await table(
    'suppression',
    `channel text not null, address_hash text not null, since ${bigint} not null, word text not null, primary key (channel, address_hash)`,
  )
  await table(
    'conversation',
    `id text primary key, person_id text not null references person(id) on delete cascade,
    identity_id text not null unique references identity(id) on delete cascade, channel text not null,
    status text not null, version ${bigint} not null, state_sealed ${bytes}, next_seq ${bigint} not null, priority text not null,
    waiting_since ${bigint}, last_inbound_at ${bigint}, created_at ${bigint} not null, updated_at ${bigint} not null`,
  )
  await table(
    'message',
    `id text primary key, conversation_id text not null references conversation(id) on delete cascade, seq ${bigint} not null,
    direction text not null, sender text not null, channel text not null, provider_id text, kind text not null, body_sealed ${bytes} not null,
    status text not null, provider_code text, segments ${bigint}, reply_to text, attempted_at ${bigint},
    created_at ${bigint} not null, updated_at ${bigint} not null,
    unique (channel, provider_id), unique (conversation_id, seq)`,
  )
  await table(
    'job',
    `seq ${autoIncrement} primary key, id text not null unique, kind text not null, lane text not null,
    conversation_id text not null references conversation(id) on delete cascade, message_id text not null,
    priority ${bigint} not null, state text not null, attempts ${bigint} not null, run_at ${bigint} not null, lease_until ${bigint},
    lease_token text, last_code text, correlation_id text not null, created_at ${bigint} not null, updated_at ${bigint} not null`,
  )
  // Open jobs are few, done ones are deleted: these two indexes are what claiming reads.
  await run(`create index job_due on job (kind, state, run_at, priority, seq)`)
  await run(`create index job_order on job (conversation_id, lane, seq)`)
  await table(
    'passage_vector',
    `content_hash text not null, model_hash text not null, vector ${bytes} not null, primary key (content_hash, model_hash)`,
  )
  await table(
    'audit_event',
    `seq ${autoIncrement} primary key, at ${bigint} not null, kind text not null, conversation_id text, details text not null`,
  )
  await table(
    'unanswered',
    `id text primary key, at ${bigint} not null, lang text not null, country text, topic text, reason text not null, text text not null`,
  )
}
