import type { ColumnType } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Tables of a caseworker's sitting at the console (migration 020). */
export interface DeskSchema {
  session_use: { session_id: string; used_at: number }
  sign_in_try: { address_hash: string; n: number; locked_until: number | null; at: number }
  reply_draft: { case_id: string; staff_id: string; text_sealed: Bytes; saved_at: number }
}
