import type { ColumnType } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Tables of keys, erasure, export and retention (migration 005). */
export interface PrivacySchema {
  /** Keys of the service itself, wrapped by a master key. */
  service_key: { name: string; wrapped: Bytes }
  /** The last link of the audit chain; its row is the lock of appending. */
  audit_head: { id: number; seq: number; hash: string }
  /** Messages that are to be taken out of a provider's store; no person is known by them. */
  redaction: {
    id: string
    channel: string
    provider_id: string
    state: string
    attempts: number
    run_at: number
    last_code: string | null
    created_at: number
  }
  /** People who were erased and are kept, under a new key, until the one confirmation has left. */
  farewell: { person_id: string; since: number }
  /** Cases that went with their person: whoever was writing in one is told why it is gone. */
  erased_case: { case_id: string; at: number }
  /** One asks, another confirms. */
  erasure_request: {
    id: string
    person_id: string
    case_id: string
    office_id: string
    asked_by: string
    asked_at: number
    expires_at: number
  }
  export_link: { token_hash: string; person_id: string; lang: string; expires_at: number; used_at: number | null; created_at: number }
  /** When something was last done, by name; facts of this database. */
  service_mark: { name: string; at: number; value: string }
  /** Key rings that backups have written: erasing reaches them too. */
  backup_place: { path: string; written_at: number }
  /** What must go from the key rings, by record. */
  shred: { id: string; at: number }
}
