import { z } from 'zod'
import { readIndicators } from '../indicators/index.ts'
import type { Db } from '../store/index.ts'

const IndicatorCell = z.object({
  month: z.string(),
  indicator: z.string(),
  country: z.string().describe('all: all countries together'),
  value: z.string(),
  people: z.number().int().min(5).nullable().describe('At least so many, in steps of five; null: fewer than five people'),
})

/** What an institution reads about a month of its work. */
export const IndicatorAnswer = z.object({
  month: z.string(),
  isOver: z.boolean().describe('Only a month that is over is told; before that there are no numbers'),
  data: z.array(IndicatorCell),
  shares: z
    .array(
      z.object({
        indicator: z.string(),
        value: z.string().describe('What it is the share of, where there are several'),
        percent: z.number(),
      }),
    )
    .describe('Rounded to steps of five, made of the told numbers only'),
})

export const IndicatorQuery = z.object({
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional()
    .describe('A month that is over; left out, the last one'),
})

/** The same figures as on the office's page in the console. */
export async function readIndicatorAnswer(
  db: Db,
  asked: { officeId: string; month: string | undefined; today: string },
): Promise<z.infer<typeof IndicatorAnswer>> {
  const { month, isOver, indicators } = await readIndicators(db, { ...asked, month: asked.month ?? monthBefore(asked.today) })
  return {
    month,
    isOver,
    data: indicators.flatMap(({ id, rows }) =>
      rows.map(({ country, value, people }) => ({ month, indicator: id, country: country === '' ? 'all' : country, value, people })),
    ),
    shares: indicators.flatMap(({ id, shares }) => shares.map(({ value, percent }) => ({ indicator: id, value, percent }))),
  }
}

function monthBefore(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return new Date(Date.UTC(year, month - 2, 15)).toISOString().slice(0, 7)
}
