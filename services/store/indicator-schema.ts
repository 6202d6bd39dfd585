/** Counts of indicators (migration 017): added up while things happen, nobody in them, so that erasing a person changes none of the past. */
export interface IndicatorSchema {
  indicator_count: {
    /** "2026-11" */
    month: string
    office_id: string
    /** "" where nobody told. */
    country: string
    indicator: string
    value: string
    n: number
  }
}
