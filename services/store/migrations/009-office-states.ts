import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** Which states an office serves. */
export async function officeStates(db: Kysely<Schema>): Promise<void> {
  await sql.raw(`alter table office add column serves text not null default '[]'`).execute(db)
}
