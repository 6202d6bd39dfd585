import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Being asked after a case or a return, what is counted of it, and moving one's thread to another phone. */
export async function followUp(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bytes, bigint, integer, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const table = (name: string, columns: string) => run(`create table ${name} (${columns}) ${tableSuffix}`)

  await run(`alter table office add column follow_up_months text not null default '[1,3,6,12]'`)
  await table(
    'follow_up',
    `id text primary key not null, person_id text not null references person(id) on delete cascade,
    conversation_id text not null references conversation(id) on delete cascade, case_id text references care_case(id) on delete set null,
    office_id text not null references office(id), state text not null, lang text not null, country text, channel text not null,
    months text not null, basis text not null, text_version text not null, words_sealed ${bytes}, steps_sealed ${bytes},
    offered_at ${bigint} not null, answered_at ${bigint}, ended_at ${bigint}, end_reason text`,
  )
  // Nobody is asked twice over, whatever the number of cases and processes.
  await run(`create unique index follow_up_one on follow_up (conversation_id) where state in ('offered', 'agreed')`)
  await run(`create index follow_up_case on follow_up (case_id)`)
  await run(`create index follow_up_person on follow_up (person_id)`)
  await table(
    'check_in',
    `id text primary key not null, follow_up_id text not null references follow_up(id) on delete cascade,
    conversation_id text not null references conversation(id) on delete cascade, month ${integer} not null, state text not null,
    due_at ${bigint} not null, run_at ${bigint} not null, attempt ${integer} not null, question text, step_sealed ${bytes},
    how ${integer}, step_done ${integer}, wants_person ${integer}, words_sealed ${bytes}, reason text,
    asked_at ${bigint}, updated_at ${bigint} not null`,
  )
  await run(`create unique index check_in_month on check_in (follow_up_id, month)`)
  await run(`create index check_in_due on check_in (run_at) where state in ('planned', 'asking')`)
  await run(`create index check_in_conversation on check_in (conversation_id)`)
  await table(
    'follow_up_figure',
    `office_id text not null, country text not null, month ${integer} not null, period text not null, measure text not null, value text not null,
    n ${integer} not null, primary key (office_id, period, month, country, measure, value)`,
  )
  await table(
    'move_code',
    `id text primary key not null, person_id text not null references person(id) on delete cascade, code_hash text not null unique,
    created_at ${bigint} not null, expires_at ${bigint} not null, used_at ${bigint}`,
  )
  await run(`create index move_code_person on move_code (person_id, created_at)`)
  await table('move_try', `channel text not null, address_hash text not null, at ${bigint} not null`)
  await run(`create index move_try_address on move_try (channel, address_hash, at)`)
}
