import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** What an office sets itself: days that it keeps shut or open, who is on duty, the notice of the day. */
export async function officeSettings(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, integer, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  await run(`alter table office add column closed_on text not null default '[]'`)
  await run(`alter table office add column open_on text not null default '[]'`)
  await run(`alter table office add column duty text not null default '{}'`)
  await run(`alter table office add column settings_version ${integer} not null default 0`)
  await run(
    `create table office_notice (
       id text primary key not null, office_id text not null references office (id), texts text not null, closes ${integer} not null,
       until_day text not null, made_by text not null, made_at ${bigint} not null, ended_at ${bigint}
     ) ${tableSuffix}`,
  )
  await run(`create index office_notice_running on office_notice (office_id) where ended_at is null`)
}
