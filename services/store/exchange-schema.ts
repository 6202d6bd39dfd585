import type { ColumnType, Generated } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
type Late<T> = ColumnType<T | null, T | null | undefined, T | null>

/** Tables of the exchange with other systems (migration 011). Times are milliseconds since 1970, flags 0 or 1, lists JSON. */
export interface ExchangeSchema {
  /** A change of a service record that came from outside. No person is in it: directories are public facts. */
  directory_proposal: {
    id: string
    service: string
    is_new: number
    origin: string
    /** FieldChange[]. */
    changes: string
    state: string
    /** What was decided on each field: { "phones.main": "accepted" }. */
    decisions: string
    /** The record's file as it would be with what was accepted. */
    text: Late<string>
    decided_by: Late<string>
    created_at: number
    updated_at: number
  }
  api_key: {
    id: string
    office_id: string
    name: string
    secret_hash: string
    scopes: string
    per_minute: number
    expires_at: number
    revoked_at: Late<number>
    last_used_at: Late<number>
    created_by: string
    created_at: number
  }
  webhook_endpoint: {
    id: string
    office_id: string
    url: string
    events: string
    secret_sealed: Bytes
    /** Failures one after the other. */
    failures: number
    disabled_at: Late<number>
    created_at: number
  }
  webhook_delivery: {
    seq: Generated<number>
    id: string
    endpoint_id: string
    event: string
    payload: string
    state: string
    attempts: number
    next_at: number
    last_status: Late<number>
    last_reason: Late<string>
    created_at: number
    updated_at: number
  }
}
