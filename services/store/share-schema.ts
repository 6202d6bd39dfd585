import type { ColumnType } from 'kysely'

type Sealed = ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>

/** What another office sees of a case, by the person's own word (migration 016). Times are milliseconds since 1970, lists JSON. */
export interface ShareSchema {
  case_share: {
    id: string
    case_id: string
    person_id: string
    /** Who sees it. */
    office_id: string
    /** view: looks on; handover: is to take the case; kept: had the case and keeps what it had. */
    kind: string
    /** packet, needs, plan, messages, history. */
    fields: string
    /** asked, agreed, refused, withdrawn, superseded. */
    state: string
    /** Which messages: pairs of the first and the last number, the last null while it goes on. */
    spans: string
    /** What the person was shown, part by part. */
    packet_sealed: Sealed
    consent_id: string | null
    /** Needs and plan as they stood when the office gave the case away. */
    needs_sealed: Sealed
    plan_sealed: Sealed
    asked_by: string
    asked_at: number
    updated_at: number
  }
}
