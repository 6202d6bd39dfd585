import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../engine.ts'
import type { FiguresSchema } from '../figures-schema.ts'

/** What is counted of a turn. */
export const COUNTED = [
  'conversations',
  'conversations_month',
  'people',
  'questions',
  'unanswered',
  'handoffs',
  'useful',
  'not_useful',
] as const
export type Counted = (typeof COUNTED)[number]

/** What is counted by: each apart, so that there are some dozens of rows a day and office however much is said. */
export const FIGURE_DIMENSIONS = ['all', 'country', 'topic', 'phase', 'lang', 'channel'] as const
export type FigureDimension = (typeof FIGURE_DIMENSIONS)[number]

/** Where a turn is counted; the value of a dimension is "" where nobody knows it. */
export interface FigureKey {
  readonly day: string
  readonly officeId: string
  readonly by: Readonly<Record<Exclude<FigureDimension, 'all'>, string>>
}

export type AnswerTime = FiguresSchema['answer_time']
export type LowRated = FiguresSchema['low_rated']

/** Adds to the counts of a day, one row for each dimension, always in the same order: two turns never wait for each other crosswise. */
export async function addFigures(
  db: Db,
  { day, officeId, by }: FigureKey,
  counts: Readonly<Partial<Record<Counted, number>>>,
): Promise<void> {
  const added = Object.fromEntries(COUNTED.map((name) => [name, counts[name] ?? 0])) as Record<Counted, number>
  const values = { all: '', ...by }
  await db
    .insertInto('daily_figure')
    .values(FIGURE_DIMENSIONS.map((dimension) => ({ office_id: officeId, day, dimension, value: values[dimension], ...added })))
    .onConflict((conflict) =>
      conflict
        .columns(['office_id', 'dimension', 'day', 'value'])
        .doUpdateSet(Object.fromEntries(COUNTED.map((name) => [name, sql`daily_figure.${sql.ref(name)} + excluded.${sql.ref(name)}`]))),
    )
    .execute()
}

/** A caseworker's first words reached somebody after so long. */
export async function addAnswerTime(db: Db, time: AnswerTime): Promise<void> {
  await db
    .insertInto('answer_time')
    .values(time)
    .onConflict((conflict) =>
      conflict.columns(['office_id', 'day', 'step']).doUpdateSet({
        in_time: sql`answer_time.in_time + excluded.in_time`,
        late: sql`answer_time.late + excluded.late`,
      }),
    )
    .execute()
}

export interface Span {
  readonly officeId: string
  /** Both days included. */
  readonly from: string
  readonly to: string
}

/** An office's counts over some days, by one thing; by day for `all`. */
export async function sumFigures(db: Db, span: Span, by: FigureDimension): Promise<(Record<Counted, number> & { value: string })[]> {
  const column = by === 'all' ? 'day' : 'value'
  const rows = await db
    .selectFrom('daily_figure')
    .where('office_id', '=', span.officeId)
    .where('dimension', '=', by)
    .where('day', '>=', span.from)
    .where('day', '<=', span.to)
    .groupBy(column)
    .orderBy(column)
    .select((e) => [`${column} as value`, ...COUNTED.map((name) => e.fn.sum<number>(name).as(name))])
    .execute()
  return rows.map((row) => ({
    ...(Object.fromEntries(COUNTED.map((name) => [name, Number(row[name])])) as Record<Counted, number>),
    value: row.value,
  }))
}

/** How long people waited, over some days, by step. */
export async function sumAnswerTimes(db: Db, span: Span): Promise<{ step: number; inTime: number; late: number }[]> {
  const rows = await db
    .selectFrom('answer_time')
    .where('office_id', '=', span.officeId)
    .where('day', '>=', span.from)
    .where('day', '<=', span.to)
    .groupBy('step')
    .orderBy('step')
    .select((e) => ['step', e.fn.sum<number>('in_time').as('inTime'), e.fn.sum<number>('late').as('late')])
    .execute()
  return rows.map((row) => ({ step: Number(row.step), inTime: Number(row.inTime), late: Number(row.late) }))
}

/** Somebody called an answer not useful; said twice, it counts once, and the reason that was given stays. */
export async function noteLowRated(db: Db, rated: LowRated): Promise<void> {
  await db
    .insertInto('low_rated')
    .values(rated)
    .onConflict((conflict) =>
      conflict.columns(['question', 'card', 'asker']).doUpdateSet({ at: rated.at, why: sql`coalesce(excluded.why, low_rated.why)` }),
    )
    .execute()
}

/**
 * Takes ratings of a question off the list after it was answered well: those of other cards, and those of this one up to a moment.
 * They stand among the answered questions from then on.
 */
export async function settleLowRated(db: Db, question: string, answered: { card: string; upTo: number; at: number }): Promise<void> {
  const settled = await db
    .deleteFrom('low_rated')
    .where('question', '=', question)
    .where((e) => e.or([e('card', '<>', answered.card), e('at', '<', answered.upTo)]))
    .returning(['asker', 'text', 'lang', 'country', 'topic', 'at'])
    .execute()
  for (const row of settled)
    await db
      .insertInto('unanswered')
      .values({ ...row, id: randomUUID(), question, reason: 'low-rated', answered_at: answered.at, answered_by: answered.card })
      .execute()
}

export interface LowRatedRow {
  readonly question: string
  readonly card: string
  readonly text: string
  readonly lang: string
  readonly country: string | null
  readonly topic: string
  readonly people: number
  readonly lastAt: number
  /** Reasons and how many gave each. */
  readonly whys: Readonly<Record<string, number>>
}

/** Answers called not useful since a moment (ms), those of most people first. */
export async function listLowRated(db: Db, since: number, page: { limit: number; offset: number }): Promise<LowRatedRow[]> {
  const rows = await db
    .selectFrom('low_rated')
    .where('at', '>=', since)
    .groupBy(['question', 'card'])
    .select((e) => [
      'question',
      'card',
      e.fn.min('text').as('text'),
      e.fn.min('lang').as('lang'),
      e.fn.max('country').as('country'),
      e.fn.min('topic').as('topic'),
      e.fn.countAll<number>().as('people'),
      e.fn.max('at').as('lastAt'),
    ])
    .orderBy('people', 'desc')
    .orderBy('lastAt', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return await Promise.all(
    rows.map(async (row) => ({ ...row, people: Number(row.people), lastAt: Number(row.lastAt), whys: await whysOf(db, row) })),
  )
}

/** How many different answers were called not useful since a moment (ms). */
export async function countLowRated(db: Db, since: number): Promise<number> {
  const row = await db
    .selectFrom(db.selectFrom('low_rated').where('at', '>=', since).groupBy(['question', 'card']).select('question').as('q'))
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

async function whysOf(db: Db, rated: { question: string; card: string }): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('low_rated')
    .where('question', '=', rated.question)
    .where('card', '=', rated.card)
    .where('why', 'is not', null)
    .groupBy('why')
    .select((e) => ['why', e.fn.countAll<number>().as('n')])
    .execute()
  return Object.fromEntries(rows.map((row) => [row.why ?? '', Number(row.n)]))
}
