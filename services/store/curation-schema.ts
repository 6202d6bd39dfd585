import type { ColumnType } from 'kysely'

type Late<T> = ColumnType<T | null, T | null | undefined, T | null>

/**
 * Tables of the curators' list (migration 007). No person is in them: texts are redacted, and `asker` is a keyed hash that differs
 * from one question to the next and means nothing once the person's key is gone.
 */
export interface CurationSchema {
  unanswered: {
    id: string
    at: number
    lang: string
    country: string | null
    topic: string | null
    reason: string
    text: string
    /** The same for the same question in other words order. */
    question: string
    asker: string
    answered_at: Late<number>
    /** The card that answered it since. */
    answered_by: Late<string>
  }
  card_asked: { card: string; asker: string; lang: string; at: number }
}
