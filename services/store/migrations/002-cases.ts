import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Organisations, staff with their sign-in, consents, cases and everything that happens in one. */
export async function cases(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bytes, autoIncrement, bigint, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const table = (name: string, columns: string) => run(`create table ${name} (${columns}) ${tableSuffix}`)

  await table('agency', `id text primary key, name text not null, kind text not null, created_at ${bigint} not null`)
  await table(
    'office',
    `id text primary key, agency_id text not null references agency(id), name text not null, country text not null, place text,
    topics text not null, phases text not null, languages text not null, hours text not null, timezone text not null, holidays text not null,
    answer_minutes ${bigint} not null, silence_minutes ${bigint} not null, is_active ${bigint} not null, created_at ${bigint} not null`,
  )
  await table(
    'staff',
    `id text primary key, user_id text not null unique, email text not null unique, office_id text not null references office(id), role text not null,
    first_name text not null, locale text not null, is_active ${bigint} not null, failed_codes ${bigint} not null, locked_until ${bigint}, created_at ${bigint} not null`,
  )
  await table(
    'invitation',
    `id text primary key, token_hash text not null unique, email text not null, office_id text not null references office(id), role text not null,
    first_name text not null, locale text not null, invited_by text, expires_at ${bigint} not null, accepted_at ${bigint}, created_at ${bigint} not null`,
  )
  await table(
    'staff_alert',
    `id text primary key, office_id text, role text, staff_id text, kind text not null, case_id text, details text not null,
    at ${bigint} not null, seen_at ${bigint}`,
  )
  await run(`create index staff_alert_open on staff_alert (office_id, role, seen_at)`)

  await table(
    'care_case',
    `id text primary key, number text not null unique, person_id text not null references person(id) on delete cascade,
    conversation_id text not null references conversation(id) on delete cascade, office_id text not null references office(id), assignee_id text references staff(id),
    status text not null, priority text not null, reason text not null, topic text, lang text not null, country text, channel text not null,
    visible_from_seq ${bigint} not null, needs_sealed ${bytes}, plan_sealed ${bytes}, packet_sealed ${bytes}, next_step_on text, next_step_sealed ${bytes},
    promised_at ${bigint} not null, waiting_since ${bigint} not null, opened_at ${bigint} not null, first_contact_at ${bigint}, last_staff_at ${bigint},
    snoozed_until ${bigint}, closed_at ${bigint}, outcome text, closing_sealed ${bytes}, reopened ${bigint} not null, updated_at ${bigint} not null`,
  )
  // The queue is read by office and state, the urgent and the oldest first; a caseworker's own by assignee.
  await run(`create index care_case_queue on care_case (office_id, status, priority desc, waiting_since)`)
  await run(`create index care_case_mine on care_case (assignee_id, status, waiting_since)`)
  await run(`create index care_case_conversation on care_case (conversation_id, opened_at)`)
  // One open case per conversation: two turns, or two processes, cannot open two.
  await run(`create unique index care_case_one_open on care_case (conversation_id) where status <> 'closed'`)

  await table(
    'consent',
    `id text primary key, case_id text not null references care_case(id) on delete cascade, office_id text not null references office(id),
    person_id text not null references person(id) on delete cascade, scope text not null, basis text not null, text_version text not null, lang text not null, channel text not null,
    words_sealed ${bytes}, packet_sealed ${bytes}, given_at ${bigint} not null, expires_at ${bigint} not null, revoked_at ${bigint}`,
  )
  await run(`create index consent_case on consent (case_id, office_id, given_at)`)
  await table(
    'case_event',
    `seq ${autoIncrement} primary key, case_id text not null references care_case(id) on delete cascade, at ${bigint} not null, kind text not null,
    staff_id text, details text not null, text_sealed ${bytes}`,
  )
  await run(`create index case_event_case on case_event (case_id, seq)`)
  await table(
    'case_note',
    `id text primary key, case_id text not null references care_case(id) on delete cascade, staff_id text not null, kind text not null,
    text_sealed ${bytes} not null, created_at ${bigint} not null`,
  )
  await run(`create index case_note_case on case_note (case_id, created_at)`)
  await table(
    'referral',
    `id text primary key, case_id text not null references care_case(id) on delete cascade, from_office_id text not null references office(id),
    to_office_id text references office(id), to_service text, state text not null, consent_id text, packet_sealed ${bytes}, answer_sealed ${bytes},
    created_by text not null, created_at ${bigint} not null, updated_at ${bigint} not null`,
  )
  await run(`create index referral_case on referral (case_id, created_at)`)
  await run(`create index referral_to on referral (to_office_id, state, created_at)`)
  await table(
    'packet_read',
    `id text primary key, case_id text not null references care_case(id) on delete cascade, person_id text not null references person(id) on delete cascade,
    staff_id text not null, office_id text not null, basis text not null, why text not null, at ${bigint} not null, told_at ${bigint}`,
  )
  await run(`create index packet_read_person on packet_read (person_id, at)`)
  await table(
    'complaint',
    `id text primary key, person_id text not null references person(id) on delete cascade, conversation_id text not null, office_id text,
    text_sealed ${bytes} not null, state text not null, answered_by text, created_at ${bigint} not null, updated_at ${bigint} not null`,
  )
  await table('canned_use', `id text primary key, card text not null, staff_id text not null, case_id text not null, at ${bigint} not null`)
  await run(`alter table message add column staff_id text`)
  await run(`alter table message add column resent_as text`)
  await run(`create index message_held on message (conversation_id, status)`)
}
