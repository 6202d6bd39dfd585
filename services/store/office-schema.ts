/** What offices tell people for a while (migration 009). Days are "2026-11-25" on the office's own clock, texts JSON by language. */
export interface OfficeSchema {
  office_notice: {
    id: string
    office_id: string
    texts: string
    /** Whether the office is shut while the notice stands: 0 or 1. */
    closes: number
    /** The last day on which it is shown. */
    until_day: string
    made_by: string
    made_at: number
    /** When it was taken down or another took its place. */
    ended_at: number | null
  }
}
