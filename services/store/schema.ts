import type { ColumnType, Generated } from 'kysely'
import type { CampaignSchema } from './campaign-schema.ts'
import type { CaseSchema } from './case-schema.ts'
import type { CurationSchema } from './curation-schema.ts'
import type { DeskSchema } from './desk-schema.ts'
import type { EntrySchema } from './entry-schema.ts'
import type { ExchangeSchema } from './exchange-schema.ts'
import type { FiguresSchema } from './figures-schema.ts'
import type { FollowUpSchema } from './follow-up-schema.ts'
import type { IndicatorSchema } from './indicator-schema.ts'
import type { OfficeSchema } from './office-schema.ts'
import type { PreparationSchema } from './preparation-schema.ts'
import type { PrivacySchema } from './privacy-schema.ts'
import type { ShareSchema } from './share-schema.ts'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Times are milliseconds since 1970; sealed columns are AES-256-GCM under the person's key (services/privacy). */
export interface Schema
  extends CampaignSchema,
    CaseSchema,
    CurationSchema,
    DeskSchema,
    EntrySchema,
    ExchangeSchema,
    FiguresSchema,
    FollowUpSchema,
    IndicatorSchema,
    OfficeSchema,
    PreparationSchema,
    PrivacySchema,
    ShareSchema {
  person: { id: string; data_key: Bytes; created_at: number }
  identity: { id: string; person_id: string; channel: string; address_hash: string; address_sealed: Bytes; created_at: number }
  suppression: { channel: string; address_hash: string; since: number; word: string }
  conversation: {
    id: string
    person_id: string
    identity_id: string
    channel: string
    status: string
    version: number
    state_sealed: Bytes | null
    next_seq: number
    priority: string
    waiting_since: number | null
    last_inbound_at: number | null
    created_at: number
    updated_at: number
  }
  message: {
    id: string
    conversation_id: string
    seq: number
    direction: string
    sender: string
    channel: string
    provider_id: string | null
    kind: string
    body_sealed: Bytes
    status: string
    provider_code: string | null
    segments: number | null
    reply_to: string | null
    attempted_at: number | null
    /** Who of the staff wrote it. */
    staff_id: ColumnType<string | null, string | null | undefined, string | null>
    /** The message that was sent again in its place: a failed message is sent again once. */
    resent_as: ColumnType<string | null, string | null | undefined, string | null>
    created_at: number
    updated_at: number
  }
  job: {
    seq: Generated<number>
    id: string
    kind: string
    lane: string
    conversation_id: string
    message_id: string
    priority: number
    state: string
    attempts: number
    run_at: number
    lease_until: number | null
    lease_token: string | null
    last_code: string | null
    /** How often its lease ran out while it was being done: work that ends its process is set aside at last. */
    crashes: ColumnType<number, number | undefined, number>
    correlation_id: string
    created_at: number
    updated_at: number
  }
  passage_vector: { content_hash: string; model_hash: string; vector: Bytes }
  /** Only ever added to (triggers see to it); each row's hash covers the one before it. */
  audit_event: { seq: Generated<number>; at: number; kind: string; conversation_id: string | null; details: string; hash: string }
}
