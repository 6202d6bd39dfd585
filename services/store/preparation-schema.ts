import type { ColumnType } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Tables of preparing a return (migration 013). */
export interface PreparationSchema {
  /** What a person told about their return and how far their list is, sealed under their key; goes with the person. */
  preparation: { person_id: string; body_sealed: Bytes; updated_at: number }
  /**
   * People who return and agreed to be counted, by the month in which they agreed ("2026-11"), country and receiving office ("" where
   * not known). Nobody is in it: numbers only, each with how many told of it, because who told nothing did not say no.
   */
  return_count: {
    month: string
    country: string
    office_id: string
    people: number
    papers_told: number
    without_papers: number
    skills_told: number
    with_skills: number
    children_told: number
    with_children: number
  }
}
