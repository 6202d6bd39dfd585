import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Jobs count how often they were cut off: work that ends its process must not be taken up for ever. */
export async function durable(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  await sql.raw(`alter table job add column crashes ${engine.columns.bigint} not null default 0`).execute(db)
}
