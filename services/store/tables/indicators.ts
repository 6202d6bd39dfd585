import { sql } from 'kysely'
import type { Db } from '../engine.ts'
import type { IndicatorSchema } from '../indicator-schema.ts'

export type IndicatorCount = IndicatorSchema['indicator_count']

/** Adds to a count of a month. */
export async function addIndicator(db: Db, row: IndicatorCount): Promise<void> {
  await db
    .insertInto('indicator_count')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['office_id', 'month', 'indicator', 'value', 'country'])
        .doUpdateSet({ n: sql<number>`indicator_count.n + excluded.n` }),
    )
    .execute()
}

/** Every count of an office and month, as they are: never told without services/figures. */
export async function listIndicatorCounts(db: Db, asked: { officeId: string; month: string }): Promise<IndicatorCount[]> {
  return await db
    .selectFrom('indicator_count')
    .selectAll()
    .where('office_id', '=', asked.officeId)
    .where('month', '=', asked.month)
    .orderBy('indicator')
    .orderBy('value')
    .orderBy('country')
    .execute()
}

/** What people who return told of themselves and agreed to be counted with, by country. */
export async function listReturnCounts(db: Db, asked: { officeId: string; month: string }) {
  return await db
    .selectFrom('return_count')
    .selectAll()
    .where('office_id', '=', asked.officeId)
    .where('month', '=', asked.month)
    .orderBy('country')
    .execute()
}

/** Answers to a question of check-ins, by the month of the check-in. */
export async function listCheckInCounts(
  db: Db,
  asked: { officeId: string; month: string; measure: 'step' | 'school' },
): Promise<{ country: string; checkIn: number; value: string; n: number }[]> {
  const rows = await db
    .selectFrom('follow_up_figure')
    .select(['country', 'month', 'value', 'n'])
    .where('office_id', '=', asked.officeId)
    .where('period', '=', asked.month)
    .where('measure', '=', asked.measure)
    .orderBy('month')
    .orderBy('value')
    .orderBy('country')
    .execute()
  return rows.map((row) => ({ country: row.country, checkIn: Number(row.month), value: row.value, n: Number(row.n) }))
}
