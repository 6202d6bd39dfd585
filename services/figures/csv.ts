import { stringify } from 'csv-stringify/sync'
import { COUNTED } from '../store/index.ts'
import { BREAKDOWNS, type MonthFigures } from './month.ts'

/** The figures of a month as one table, as they are told on the page: "<5" for few, "10+" for at least ten. */
export function monthCsv(figures: MonthFigures): string {
  const line = (table: string, value: string, counts: MonthFigures['totals']) => [
    table,
    value,
    ...COUNTED.map((field) => shown(counts[field])),
  ]
  return stringify(
    [
      ['table', 'value', ...COUNTED],
      line('month', `${figures.month} until ${figures.until}`, figures.totals),
      ...figures.weeks.map(({ value, counts }) => line('week', value, counts)),
      ...figures.days.map(({ value, counts }) => line('day', value, counts)),
      ...BREAKDOWNS.flatMap((by) => figures.by[by].map(({ value, counts }) => line(by, value, counts))),
      ...figures.waits.map(({ upToMinutes, people }) => [
        'wait',
        upToMinutes === null ? 'longer' : `up to ${upToMinutes} min`,
        shown(people),
      ]),
      ['promise', 'in time', shown(figures.promise.inTime)],
      ['promise', 'late', shown(figures.promise.late)],
    ].map((row) => [...row, ...Array.from({ length: 2 + COUNTED.length - row.length }, () => '')]),
  )
}

const shown = (count: number | null): string => (count === null ? '<5' : `${count}+`)
