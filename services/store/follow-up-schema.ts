import type { ColumnType } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Follow-up by consent and moving to another phone (migration 010). Times are milliseconds since 1970, flags 0 or 1. */
export interface FollowUpSchema {
  /** One agreement to be asked: what was offered, with whose word, until it ends. */
  follow_up: {
    id: string
    person_id: string
    conversation_id: string
    /** The case that it follows; null after a return without one. */
    case_id: string | null
    office_id: string
    /** offered, agreed, refused, ended. */
    state: string
    lang: string
    country: string | null
    channel: string
    /** Months after the yes, JSON. */
    months: string
    basis: string
    text_version: string
    words_sealed: Bytes | null
    /** The open steps of the plan when it was agreed to, for when the case no longer keeps them. */
    steps_sealed: Bytes | null
    offered_at: number
    answered_at: number | null
    ended_at: number | null
    end_reason: string | null
  }
  check_in: {
    id: string
    follow_up_id: string
    conversation_id: string
    month: number
    /** planned, asking, answered, missed, skipped. */
    state: string
    due_at: number
    /** When it is looked at next. */
    run_at: number
    /** How often it was asked. */
    attempt: number
    /** The question that waits for its answer: how, step, school, person. */
    question: string | null
    step_sealed: Bytes | null
    /** 1 good, 2 so-so, 3 bad. */
    how: number | null
    step_done: number | null
    /** Whether the children who came go to school: null is not asked in this one, "asked" waits, then yes, no or too-young. */
    school: string | null
    wants_person: number | null
    words_sealed: Bytes | null
    /** Why it was skipped. */
    reason: string | null
    asked_at: number | null
    updated_at: number
  }
  /** What is counted of check-ins, without a person: erasing somebody does not touch it. */
  follow_up_figure: {
    office_id: string
    country: string
    /** Months after the yes. */
    month: number
    /** "2026-11": when it was asked. */
    period: string
    /** asked, ended, how, step, school (of those who agreed to be counted), person. */
    measure: string
    value: string
    n: number
  }
  /** A code by which a person takes their thread to another phone: only its keyed hash is kept. */
  move_code: { id: string; person_id: string; code_hash: string; created_at: number; expires_at: number; used_at: number | null }
  /** Codes that were wrong, by address: gone after a day. */
  move_try: { channel: string; address_hash: string; at: number }
}
