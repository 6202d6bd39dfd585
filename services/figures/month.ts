import { COUNTED, type Counted, type Db, sumAnswerTimes, sumFigures } from '../store/index.ts'
import { WAIT_STEPS_MINUTES } from './answer-time.ts'
import { daysBetween, mondayOf, monthSpan, plusDays } from './days.ts'
import { type Told, told, toldRows, toldSum } from './suppress.ts'

/** The tables of a month, besides the days: what each breaks down by. */
export const BREAKDOWNS = ['topic', 'phase', 'lang', 'channel', 'country'] as const
export type Breakdown = (typeof BREAKDOWNS)[number]

export interface MonthRow {
  readonly value: string
  readonly counts: Readonly<Record<Counted, Told>>
}

/** What an office may be told of a month. Every number is "at least", in steps of five; null is fewer than five. */
export interface MonthFigures {
  readonly month: string
  /** The last day that is in it: yesterday at the most, so that asking twice does not tell who came between. */
  readonly until: string
  readonly totals: Readonly<Record<Counted, Told>>
  readonly days: readonly MonthRow[]
  readonly weeks: readonly MonthRow[]
  readonly by: Readonly<Record<Breakdown, readonly MonthRow[]>>
  /** How long people waited for a caseworker's first words; `upToMinutes` null for the last step. */
  readonly waits: readonly { readonly upToMinutes: number | null; readonly people: Told }[]
  readonly promise: { readonly inTime: Told; readonly late: Told }
}

/**
 * The figures of an office and month, from what was counted while it happened: reading them does not depend on how much was said.
 * Only whole months and fixed tables: two overlapping requests cannot be subtracted from each other.
 * @param month "2026-11"
 * @param today days before it are told
 */
export async function readMonth(db: Db, asked: { officeId: string; month: string; today: string }): Promise<MonthFigures> {
  const { from, to } = monthSpan(asked.month)
  const span = { officeId: asked.officeId, from, to: to < asked.today ? to : plusDays(asked.today, -1) }
  const days = daysBetween(from, span.to)
  const perDay = new Map((await sumFigures(db, span, 'all')).map((row) => [row.value, row]))
  const dayRows = days.map((day) => ({ ...none(), ...perDay.get(day), value: day }))
  const weekly = weeksOf(dayRows)
  const breakdowns = await Promise.all(BREAKDOWNS.map(async (by) => [by, await sumFigures(db, span, by)] as const))
  const broken = Object.fromEntries(
    breakdowns.map(([by, rows]) => [
      by,
      toldRows(
        rows.filter(({ value }) => value !== ''),
        'people',
        COUNTED,
      ),
    ]),
  ) as Record<Breakdown, MonthRow[]>
  const waits = await sumAnswerTimes(db, span)
  return {
    month: asked.month,
    until: span.to,
    totals: each((field) =>
      lowest([
        dayRows.map((row) => row[field]),
        weekly.map((week) => total(week.map((row) => row[field]))),
        ...breakdowns.map(([, rows]) => rows.map((row) => row[field])),
      ]),
    ),
    days: dayRows.map((row) => ({ value: row.value, counts: each((field) => told(row[field])) })),
    weeks: weekly.map((week) => ({
      value: `${week[0]?.value}/${week.at(-1)?.value}`,
      counts: each((field) => {
        const parts = week.map((day) => day[field])
        return toldSum(total(parts), parts)
      }),
    })),
    by: { topic: broken.topic, phase: broken.phase, lang: broken.lang, channel: broken.channel, country: broken.country },
    waits: [...WAIT_STEPS_MINUTES, null].map((upToMinutes, step) => ({
      upToMinutes,
      people: told(waits.filter((wait) => wait.step === step).reduce((sum, { inTime, late }) => sum + inTime + late, 0)),
    })),
    promise: {
      inTime: told(waits.reduce((sum, { inTime }) => sum + inTime, 0)),
      late: told(waits.reduce((sum, { late }) => sum + late, 0)),
    },
  }
}

type DayRow = { readonly value: string } & Readonly<Record<Counted, number>>

/** Weeks from Monday to Sunday, the part of them that lies in the month. */
function weeksOf(days: readonly DayRow[]): DayRow[][] {
  const weeks = new Map<string, DayRow[]>()
  for (const day of days) weeks.set(mondayOf(day.value), [...(weeks.get(mondayOf(day.value)) ?? []), day])
  return [...weeks.values()]
}

/** One total for several tables of the same counts: as it may be told beside each of them. */
function lowest(tables: readonly (readonly number[])[]): Told {
  const sums = tables.map((parts) => toldSum(total(parts), parts) ?? 0)
  return Math.min(...sums) || null
}

const total = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0)
const each = <T>(of: (field: Counted) => T): Record<Counted, T> =>
  Object.fromEntries(COUNTED.map((field) => [field, of(field)])) as Record<Counted, T>
const none = (): Record<Counted, number> => each(() => 0)
