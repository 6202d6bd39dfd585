import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** Whether the children who came go to school: asked in a check-in. */
export async function school(db: Kysely<Schema>): Promise<void> {
  await sql.raw(`alter table check_in add column school text`).execute(db)
}
