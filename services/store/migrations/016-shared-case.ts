import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** A case that several offices see, each what the person agreed to, and who met the person first. */
export async function sharedCase(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bytes, bigint, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)

  await run(
    `create table case_share (
       id text primary key, case_id text not null references care_case(id) on delete cascade,
       person_id text not null references person(id) on delete cascade, office_id text not null references office(id),
       kind text not null, fields text not null, state text not null, spans text not null, packet_sealed ${bytes}, consent_id text,
       needs_sealed ${bytes}, plan_sealed ${bytes}, asked_by text not null, asked_at ${bigint} not null, updated_at ${bigint} not null
     ) ${tableSuffix}`,
  )
  await run(`create index case_share_office on case_share (office_id, state, updated_at)`)
  // One open question per case and one view per office: two who ask, or two processes, cannot make two.
  await run(`create unique index case_share_one_asked on case_share (case_id) where state = 'asked'`)
  await run(`create unique index case_share_one_view on case_share (case_id, office_id) where state = 'agreed'`)
  await run(`alter table care_case add column first_office_id text`)
  await run(`alter table care_case add column first_staff_id text`)
}
