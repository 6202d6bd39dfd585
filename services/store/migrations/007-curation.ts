import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** Questions grouped by their words, how many people asked them, and whether they were answered since; whom each card reached. */
export async function curation(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)

  await run(`alter table unanswered add column question text not null default ''`)
  await run(`alter table unanswered add column asker text not null default ''`)
  await run(`alter table unanswered add column answered_at ${bigint}`)
  await run(`alter table unanswered add column answered_by text`)
  // What was kept before stands for itself: one question, one person.
  await run(`update unanswered set question = id, asker = id`)
  await run(`create index unanswered_question on unanswered (question, answered_at)`)
  await run(
    `create table card_asked (card text not null, asker text not null, lang text not null, at ${bigint} not null, primary key (card, asker)) ${tableSuffix}`,
  )
  await run(`create index card_asked_at on card_asked (at)`)
}
