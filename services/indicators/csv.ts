import { stringify } from 'csv-stringify/sync'
import type { IndicatorMonth } from './read.ts'

/** The indicators as one table, as they are told on the page: "<5" for few, "10+" for at least ten. */
export function indicatorsCsv({ month, indicators }: IndicatorMonth): string {
  return stringify([
    ['month', 'indicator', 'country', 'value', 'people', 'share'],
    ...indicators.flatMap(({ id, rows, shares }) =>
      rows.map((row, i) => [
        month,
        id,
        row.country === '' ? 'all' : row.country,
        row.value,
        row.people === null ? '<5' : `${row.people}+`,
        i === 0 ? shares.map(({ value, percent }) => `${value === '' ? '' : `${value}: `}~${percent}%`).join(' ') : '',
      ]),
    ),
  ])
}
