import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** The last half minute whose code of the authenticator a member of staff has used: no code opens twice. */
export async function codeOnce(db: Kysely<Schema>): Promise<void> {
  await sql.raw('alter table staff add column code_step integer').execute(db)
}
