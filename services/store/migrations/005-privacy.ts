import { type Kysely, sql } from 'kysely'
import { auditHash, FIRST_HASH } from '../audit-hash.ts'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Keys of the service, chained audit, erasure at providers and in backups, export links, retention. */
export async function privacy(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bytes, bigint, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const table = (name: string, columns: string) => run(`create table ${name} (${columns}) ${tableSuffix}`)
  const ofPerson = 'person_id text not null references person(id) on delete cascade'

  await table('service_key', `name text primary key, wrapped ${bytes} not null`)
  await table(
    'redaction',
    `id text primary key, channel text not null, provider_id text not null, state text not null, attempts ${bigint} not null,
    run_at ${bigint} not null, last_code text, created_at ${bigint} not null`,
  )
  await run(`create index redaction_due on redaction (state, run_at)`)
  await table('farewell', `person_id text primary key references person(id) on delete cascade, since ${bigint} not null`)
  await table(
    'erasure_request',
    `id text primary key, ${ofPerson}, case_id text not null unique references care_case(id) on delete cascade, office_id text not null,
    asked_by text not null, asked_at ${bigint} not null, expires_at ${bigint} not null`,
  )
  await table(
    'export_link',
    `token_hash text primary key, ${ofPerson}, lang text not null, expires_at ${bigint} not null, used_at ${bigint}, created_at ${bigint} not null`,
  )
  await table('erased_case', `case_id text primary key, at ${bigint} not null`)
  await table('service_mark', `name text primary key, at ${bigint} not null, value text not null`)
  await table('backup_place', `path text primary key, written_at ${bigint} not null`)
  await table('shred', `id text primary key, at ${bigint} not null`)
  await run(`create index message_age on message (created_at)`)

  await run(`alter table audit_event add column hash text not null default ''`)
  await table('audit_head', `id ${bigint} primary key, seq ${bigint} not null, hash text not null`)
  await chainExisting(db)
  for (const statement of engine.appendOnly('audit_event')) await run(statement)
}

/** What was audited before gets its links, so that the chain begins with the first event. */
async function chainExisting(db: Kysely<Schema>): Promise<void> {
  let seq = 0
  let hash = FIRST_HASH
  for (;;) {
    const rows = await db.selectFrom('audit_event').selectAll().where('seq', '>', seq).orderBy('seq').limit(500).execute()
    for (const row of rows) {
      hash = auditHash(hash, row)
      seq = row.seq
      await db.updateTable('audit_event').set({ hash }).where('seq', '=', seq).execute()
    }
    if (rows.length === 0) break
  }
  await db.insertInto('audit_head').values({ id: 1, seq, hash }).execute()
}
