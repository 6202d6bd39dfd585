import type { ColumnType } from 'kysely'

type Late<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Tables of entry codes (migration 008). No person is in them: uses are counted by day. */
export interface EntrySchema {
  entry_code: {
    code: string
    kind: string
    office_id: string | null
    /** What it is for: "cartel de la sala de espera". */
    label: string
    country: string | null
    /** Where whoever comes by it is. */
    here: string | null
    phase: string | null
    language: string | null
    retired_at: Late<number>
    redirect_to: Late<string>
    created_by: string
    created_at: number
  }
  /** How often, by day ("2026-11-25", UTC) and outcome; the code is empty where it was none of ours. */
  entry_use: { code: string; day: string; outcome: string; uses: number }
}
