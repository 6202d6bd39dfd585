import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** What is counted by day and office, and what people called not useful. */
export async function figures(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { bigint, integer, tableSuffix } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const count = (name: string) => `${name} ${integer} not null default 0`

  await run(
    `create table daily_figure (
       office_id text not null, day text not null, dimension text not null, value text not null,
       ${['conversations', 'conversations_month', 'people', 'questions', 'unanswered', 'handoffs', 'useful', 'not_useful'].map(count).join(', ')},
       primary key (office_id, dimension, day, value)
     ) ${tableSuffix}`,
  )
  await run(
    `create table answer_time (
       day text not null, office_id text not null, step ${integer} not null, ${count('in_time')}, ${count('late')},
       primary key (office_id, day, step)
     ) ${tableSuffix}`,
  )
  await run(
    `create table low_rated (
       card text not null, question text not null, asker text not null, text text not null, lang text not null, country text,
       topic text not null, why text, at ${bigint} not null,
       primary key (question, card, asker)
     ) ${tableSuffix}`,
  )
  await run(`create index low_rated_at on low_rated (at)`)
}
