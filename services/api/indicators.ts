import { z } from 'zod'
import { readIndicators } from '../indicators/index.ts'
import type { Db } from '../store/index.ts'

export const IndicatorCell = z.object({
  month: z.string(),
  indicator: z.string(),
  country: z.string().describe('all: all countries together'),
  value: z.string(),
  people: z.number().int().min(5).nullable().describe('At least so many, in steps of five; null: fewer than five people'),
})

export const IndicatorQuery = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional()
    .describe('A month that is over; left out, the last one'),
})

/** What an institution can read about its work: the same figures as on its page in the console. */
export async function indicatorCells(
  db: Db,
  asked: { officeId: string; month: string | undefined; today: string },
): Promise<z.infer<typeof IndicatorCell>[]> {
  const month = asked.month ?? monthBefore(asked.today)
  const { indicators } = await readIndicators(db, { ...asked, month })
  return indicators.flatMap(({ id, rows }) =>
    rows.map(({ country, value, people }) => ({ month, indicator: id, country: country === '' ? 'all' : country, value, people })),
  )
}

function monthBefore(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 15)).toISOString().slice(0, 7)
}
