import type { ColumnType } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>

/** Tables of news and campaigns (migration 014). What belongs to a person goes with them; a campaign keeps only its sums. */
export interface CampaignSchema {
  /** The consent to news, with what segments are made of: kept up to date while it holds, blanked when it is taken back. */
  news_consent: {
    person_id: string
    conversation_id: string
    channel: string
    lang: string
    country: string | null
    phase: string | null
    /** Where the person said they are. */
    place: string | null
    /** Whose clock is theirs: place, else the prefix of the number. */
    region: string | null
    /** Topics they asked about, newest last, each between spaces. */
    topics: string
    entry_office: string | null
    text_version: string
    words_sealed: Bytes | null
    given_at: number
    withdrawn_at: number | null
    updated_at: number
  }
  campaign: {
    id: string
    agency_id: string
    office_id: string
    name: string
    /** JSON: which people (services/campaigns/segment.ts). */
    segment: string
    /** JSON: the words by language. */
    texts: string
    state: string
    per_minute: number
    /** Counted when it began, handed over, left out: of people, never shown as they are. */
    people: number
    sent: number
    left_out: number
    created_by: string
    edited_by: string
    approved_by: string | null
    created_at: number
    started_at: number | null
    ended_at: number | null
    /** Not before this moment is anything sent: whoever moves it on sends. */
    next_at: number
    updated_at: number
  }
  /** Who is to get a campaign: one row a person, so that nobody gets it twice. */
  campaign_person: {
    campaign_id: string
    person_id: string
    conversation_id: string
    lang: string
    state: string
    reason: string | null
    not_before: number
    message_id: string | null
    knock_id: string | null
  }
}
