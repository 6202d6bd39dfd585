import { sql } from 'kysely'
import type { Db } from '../engine.ts'

export interface Unanswered {
  readonly id: string
  readonly at: number
  readonly lang: string
  readonly country: string | null
  readonly topic: string | null
  readonly reason: string
  /** Already without numbers, e-mails and names. */
  readonly text: string
  readonly question: string
  readonly asker: string
}

/** unsure: we asked back or doubted; unanswered: we had nothing. */
export type QuestionKind = 'unanswered' | 'unsure'

/** One question, however many asked it. */
export interface QuestionRow {
  readonly question: string
  readonly text: string
  readonly lang: string
  readonly country: string | null
  readonly topic: string | null
  readonly people: number
  readonly lastAt: number
}

/** Keeps a question for curators, without identity. */
export async function insertUnanswered(db: Db, row: Unanswered): Promise<void> {
  await db
    .insertInto('unanswered')
    .values({ ...row })
    .execute()
}

/** 1 when some time nothing was found, 0 when we were only unsure. */
const hadNothing = sql<number>`max(case when reason = 'unsure' then 0 else 1 end)`

function openQuestions(db: Db, kind: QuestionKind) {
  return db
    .selectFrom('unanswered')
    .where('answered_at', 'is', null)
    .groupBy('question')
    .having(hadNothing, '=', kind === 'unanswered' ? 1 : 0)
}

/** Questions that nobody has answered yet, those of most people first. */
export async function listQuestions(db: Db, kind: QuestionKind, page: { limit: number; offset: number }): Promise<QuestionRow[]> {
  const rows = await openQuestions(db, kind)
    .select((e) => [
      'question',
      e.fn.min('text').as('text'),
      e.fn.min('lang').as('lang'),
      e.fn.max('country').as('country'),
      e.fn.max('topic').as('topic'),
      e.fn.count<number>('asker').distinct().as('people'),
      e.fn.max('at').as('lastAt'),
    ])
    .orderBy('people', 'desc')
    .orderBy('lastAt', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people), lastAt: Number(row.lastAt) }))
}

/** How many different questions of a kind are open. */
export async function countQuestions(db: Db, kind: QuestionKind): Promise<number> {
  const row = await db
    .selectFrom(openQuestions(db, kind).select('question').as('q'))
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** One of the open questions, as it was last asked. */
export async function findQuestion(db: Db, question: string): Promise<{ text: string; lang: string; country: string | null } | undefined> {
  return await db
    .selectFrom('unanswered')
    .select(['text', 'lang', 'country'])
    .where('question', '=', question)
    .where('answered_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The question was answered: it leaves the list until it is left unanswered again. @returns how many times it had been asked */
export async function markQuestionAnswered(db: Db, question: string, answered: { card: string; at: number }): Promise<number> {
  const result = await db
    .updateTable('unanswered')
    .set({ answered_at: answered.at, answered_by: answered.card })
    .where('question', '=', question)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** What was answered after all since a moment (ms), the newest first. */
export async function listAnsweredSince(db: Db, since: number, limit: number): Promise<(QuestionRow & { card: string | null })[]> {
  const rows = await db
    .selectFrom('unanswered')
    .where('answered_at', '>=', since)
    .groupBy('question')
    .select((e) => [
      'question',
      e.fn.min('text').as('text'),
      e.fn.min('lang').as('lang'),
      e.fn.max('country').as('country'),
      e.fn.max('topic').as('topic'),
      e.fn.count<number>('asker').distinct().as('people'),
      e.fn.max('answered_at').as('lastAt'),
      e.fn.max('answered_by').as('card'),
    ])
    .orderBy('lastAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people), lastAt: Number(row.lastAt) }))
}

/** Somebody was told a card: each person counts once. */
export async function noteCardAsked(db: Db, asked: { card: string; asker: string; lang: string; at: number }): Promise<void> {
  await db
    .insertInto('card_asked')
    .values(asked)
    .onConflict((c) => c.columns(['card', 'asker']).doUpdateSet({ at: asked.at, lang: asked.lang }))
    .execute()
}

/** How many people were told each card since a moment (ms), by language. */
export async function cardsAsked(db: Db, since: number): Promise<{ card: string; lang: string; people: number }[]> {
  const rows = await db
    .selectFrom('card_asked')
    .where('at', '>=', since)
    .groupBy(['card', 'lang'])
    .select((e) => ['card', 'lang', e.fn.countAll<number>().as('people')])
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}

/** Forgets what is older than a moment (ms). */
export async function pruneCuration(db: Db, before: number): Promise<void> {
  await db.deleteFrom('unanswered').where('at', '<', before).execute()
  await db.deleteFrom('low_rated').where('at', '<', before).execute()
  await db.deleteFrom('card_asked').where('at', '<', before).execute()
}
