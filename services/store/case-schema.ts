import type { ColumnType, Generated } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Tables of organisations, staff and cases (migration 002). Times are milliseconds since 1970, flags 0 or 1, lists JSON. */
export interface CaseSchema {
  agency: { id: string; name: string; kind: string; created_at: number }
  office: {
    id: string
    agency_id: string
    name: string
    country: string
    place: string | null
    topics: string
    phases: string
    languages: string
    hours: string
    timezone: string
    holidays: string
    answer_minutes: number
    silence_minutes: number
    is_active: number
    created_at: number
    /** Days that it is shut besides its holidays, and holidays on which it is open (migration 009). */
    closed_on: Generated<string>
    open_on: Generated<string>
    /** States that it serves ("us-TX"); none: the whole of its place. */
    serves: Generated<string>
    /** Who is on duty, by weekday: staff ids. */
    duty: Generated<string>
    /** Months after which people are asked how they are, JSON (migration 010). */
    follow_up_months: Generated<string>
    /** Goes up with each change of the settings: two people do not overwrite each other. */
    settings_version: Generated<number>
  }
  staff: {
    id: string
    user_id: string
    email: string
    office_id: string
    role: string
    first_name: string
    locale: string
    is_active: number
    failed_codes: number
    locked_until: number | null
    /** The last half minute whose code was used (migration 020). */
    code_step: Generated<number | null>
    created_at: number
  }
  invitation: {
    id: string
    token_hash: string
    email: string
    office_id: string
    role: string
    first_name: string
    locale: string
    invited_by: string | null
    expires_at: number
    accepted_at: number | null
    created_at: number
  }
  staff_alert: {
    id: string
    office_id: string | null
    role: string | null
    staff_id: string | null
    kind: string
    case_id: string | null
    details: string
    at: number
    seen_at: number | null
  }
  care_case: {
    id: string
    number: string
    person_id: string
    conversation_id: string
    office_id: string
    assignee_id: string | null
    status: string
    priority: string
    reason: string
    topic: string | null
    lang: string
    country: string | null
    channel: string
    /** Messages before this one are not shown to staff: they are not part of what the person agreed to. */
    visible_from_seq: number
    /** Who met the person first: stays when another office takes the case. */
    first_office_id: ColumnType<string | null, string | null | undefined, string | null>
    first_staff_id: ColumnType<string | null, string | null | undefined, string | null>
    needs_sealed: Bytes | null
    plan_sealed: Bytes | null
    /** What there is to share; opened only by a consent or by breaking the glass. */
    packet_sealed: Bytes | null
    next_step_on: string | null
    next_step_sealed: Bytes | null
    promised_at: number
    waiting_since: number
    opened_at: number
    first_contact_at: number | null
    last_staff_at: number | null
    snoozed_until: number | null
    closed_at: number | null
    outcome: string | null
    closing_sealed: Bytes | null
    reopened: number
    updated_at: number
  }
  consent: {
    id: string
    case_id: string
    office_id: string
    person_id: string
    /** case: the office that took the case; referral: another organisation. */
    scope: string
    /** person, guardian. */
    basis: string
    text_version: string
    lang: string
    channel: string
    words_sealed: Bytes | null
    packet_sealed: Bytes | null
    given_at: number
    expires_at: number
    revoked_at: number | null
  }
  case_event: {
    seq: Generated<number>
    case_id: string
    at: number
    kind: string
    staff_id: string | null
    details: string
    text_sealed: Bytes | null
  }
  case_note: { id: string; case_id: string; staff_id: string; kind: string; text_sealed: Bytes; created_at: number }
  referral: {
    id: string
    case_id: string
    from_office_id: string
    to_office_id: string | null
    to_service: string | null
    state: string
    consent_id: string | null
    packet_sealed: Bytes | null
    answer_sealed: Bytes | null
    created_by: string
    created_at: number
    updated_at: number
  }
  packet_read: {
    id: string
    case_id: string
    person_id: string
    staff_id: string
    office_id: string
    basis: string
    why: string
    at: number
    told_at: number | null
  }
  complaint: {
    id: string
    person_id: string
    conversation_id: string
    office_id: string | null
    text_sealed: Bytes
    state: string
    answered_by: string | null
    created_at: number
    updated_at: number
  }
  canned_use: { id: string; card: string; staff_id: string; case_id: string; at: number }
}
