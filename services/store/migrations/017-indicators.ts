import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** What indicators count, by month, office and country. */
export async function indicators(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { integer, tableSuffix } = engine.columns
  await sql
    .raw(
      `create table indicator_count (
         month text not null, office_id text not null, country text not null, indicator text not null, value text not null,
         n ${integer} not null, primary key (office_id, month, indicator, value, country)
       ) ${tableSuffix}`,
    )
    .execute(db)
}
