import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** When a session of staff was last used by hand; and what they were writing and have not sent, sealed under the key of the person whom it is for. */
export async function sessionUse(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bytes, bigint, tableSuffix } = engine.columns
  const table = (name: string, columns: string) => sql.raw(`create table ${name} (${columns}) ${tableSuffix}`).execute(db)
  await table('session_use', `session_id text primary key references auth_session(id) on delete cascade, used_at ${bigint} not null`)
  await table(
    'reply_draft',
    `case_id text not null references care_case(id) on delete cascade, staff_id text not null, text_sealed ${bytes} not null,
    saved_at ${bigint} not null, primary key (case_id, staff_id)`,
  )
}
