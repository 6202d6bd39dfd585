import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Entry codes of consulates, shelters, reception centres and campaigns, and how often each was used by day. */
export async function entryCodes(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, integer, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)

  await run(
    `create table entry_code (
      code text primary key not null, kind text not null, office_id text references office (id), label text not null, country text, here text,
      phase text, language text, retired_at ${bigint}, redirect_to text, created_by text not null, created_at ${bigint} not null
    ) ${tableSuffix}`,
  )
  await run(
    `create table entry_use (
      code text not null, day text not null, outcome text not null, uses ${integer} not null, primary key (code, day, outcome)
    ) ${tableSuffix}`,
  )
}
