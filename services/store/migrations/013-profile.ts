import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** What people tell before their return, and the count of those who agreed to it. */
export async function profile(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, bytes, integer, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const counts = ['people', 'papers_told', 'without_papers', 'skills_told', 'with_skills', 'children_told', 'with_children']

  await run(
    `create table preparation (
      person_id text primary key not null references person (id) on delete cascade, body_sealed ${bytes} not null, updated_at ${bigint} not null
    ) ${tableSuffix}`,
  )
  await run(`create index preparation_updated on preparation (updated_at)`)
  await run(
    `create table return_count (
      month text not null, country text not null, office_id text not null,
      ${counts.map((name) => `${name} ${integer} not null`).join(', ')},
      primary key (month, country, office_id)
    ) ${tableSuffix}`,
  )
}
