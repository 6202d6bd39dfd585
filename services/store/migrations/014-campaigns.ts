import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** The consent to news, campaigns, and who is to get one. */
export async function campaigns(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, bytes, integer, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  await run(
    `create table news_consent (
       person_id text primary key not null references person (id) on delete cascade,
       conversation_id text not null references conversation (id) on delete cascade,
       channel text not null, lang text not null, country text, phase text, place text, region text, topics text not null,
       entry_office text, text_version text not null, words_sealed ${bytes}, given_at ${bigint} not null, withdrawn_at ${bigint},
       updated_at ${bigint} not null
     ) ${tableSuffix}`,
  )
  await run(`create index news_consent_segment on news_consent (withdrawn_at, country, lang)`)
  await run(`create index news_consent_conversation on news_consent (conversation_id)`)
  await run(
    `create table campaign (
       id text primary key not null, agency_id text not null, office_id text not null references office (id), name text not null,
       segment text not null, texts text not null, state text not null, per_minute ${integer} not null, people ${integer} not null,
       sent ${integer} not null, left_out ${integer} not null, created_by text not null, edited_by text not null, approved_by text,
       created_at ${bigint} not null, started_at ${bigint}, ended_at ${bigint}, next_at ${bigint} not null, updated_at ${bigint} not null
     ) ${tableSuffix}`,
  )
  await run(`create index campaign_agency on campaign (agency_id, created_at)`)
  await run(
    `create table campaign_person (
       campaign_id text not null references campaign (id) on delete cascade,
       person_id text not null references person (id) on delete cascade,
       conversation_id text not null references conversation (id) on delete cascade,
       lang text not null, state text not null, reason text, not_before ${bigint} not null, message_id text, knock_id text,
       primary key (campaign_id, person_id)
     ) ${tableSuffix}`,
  )
  await run(`create index campaign_person_due on campaign_person (campaign_id, state, not_before)`)
  await run(`create index campaign_person_message on campaign_person (message_id)`)
  await run(`create index campaign_person_knock on campaign_person (knock_id)`)
  await run(`create index campaign_person_person on campaign_person (person_id)`)
  await run(`create index campaign_person_conversation on campaign_person (conversation_id)`)
}
