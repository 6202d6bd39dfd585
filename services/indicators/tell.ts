import { type Told, told, toldSum } from '../figures/index.ts'

export interface IndicatorRow {
  /** "" for all countries together. */
  readonly country: string
  readonly value: string
  readonly people: Told
}

/** A count as it is, before it may be told. */
export interface IndicatorCounted {
  readonly indicator: string
  readonly value: string
  readonly country: string
  readonly n: number
}

/** The rows of an indicator as they may be told: few never, and the sum of the countries never so that it tells one that is hidden. Pure. */
export function tellCounts(counts: readonly IndicatorCounted[]): IndicatorRow[] {
  const values = [...new Set(counts.map(({ value }) => value))]
  return values.flatMap((value) => {
    const parts = counts.filter((count) => count.value === value)
    const sum = parts.reduce((total, { n }) => total + Number(n), 0)
    const all: IndicatorRow = {
      country: '',
      value,
      people: toldSum(
        sum,
        parts.map(({ n }) => Number(n)),
      ),
    }
    const byCountry = parts
      .filter(({ country }) => country !== '')
      .map(({ country, n }) => ({ country, value, people: told(Number(n)) }))
      .filter(({ people }) => people !== null)
    // A row that could not be told would tell that there is somebody.
    return [...(all.people === null ? [] : [all]), ...byCountry]
  })
}
