export interface Me {
  readonly staffId: string
  readonly firstName: string
  readonly role: 'caseworker' | 'mental-health' | 'supervisor' | 'consulate' | 'curator' | 'administrator'
  readonly locale: string
  readonly officeId: string
  readonly officeName: string
  /** After so long without use by hand the session ends. */
  readonly idleMs: number
}

export const VIEWS = ['mine', 'unassigned', 'urgent', 'waiting', 'snoozed', 'closed'] as const
export type View = (typeof VIEWS)[number]

export interface QueueRow {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly priority: string
  readonly reason: string
  readonly topic: string | null
  readonly lang: string
  readonly country: string | null
  readonly channel: string
  readonly assigneeName: string | null
  readonly promised_at: number
  readonly waiting_since: number
  readonly first_contact_at: number | null
  readonly last_inbound_at: number | null
}

export interface Queue {
  readonly rows: readonly QueueRow[]
  readonly counts: Readonly<Record<View, number>>
  readonly page: number
  readonly now: number
}

export interface CaseInfo {
  readonly id: string
  readonly number: string
  readonly status: 'waiting' | 'open' | 'snoozed' | 'closed'
  readonly priority: string
  readonly reason: string
  readonly topic: string | null
  readonly lang: string
  readonly country: string | null
  readonly officeName: string
  readonly assigneeId: string | null
  readonly assigneeName: string | null
  readonly openedAt: number
  readonly promisedAt: number
  readonly firstContactAt: number | null
  readonly outcome: string | null
  readonly who: string
  readonly ground: 'consent' | 'asked' | 'break-glass' | 'referral' | 'shared' | null
  /** What one's own office sees: packet, needs, plan, messages, history. */
  readonly sees: readonly string[]
  /** Whether one's own office has the case; otherwise it looks on. */
  readonly isLead: boolean
  readonly firstContact: { readonly name: string; readonly office: string } | null
  readonly consent: { readonly basis: string; readonly givenAt: number; readonly expiresAt: number } | null
  readonly isRevoked: boolean
  readonly channel: {
    readonly name: string
    readonly costsPerSegment: boolean
    readonly maxBodyChars: number
    readonly isOptedOut: boolean
    readonly isWindowOpen: boolean
    readonly windowLeftMs: number | null
    readonly canKnock: boolean
  }
  readonly events: readonly { readonly at: number; readonly kind: string }[]
  readonly now: number
}

export interface Message {
  readonly id: string
  readonly seq: number
  readonly from: 'person' | 'bot' | 'staff'
  readonly staffName?: string
  readonly officeName?: string
  readonly at: number
  readonly text: string
  readonly attachments: readonly string[]
  readonly media: number
  readonly status: string
  readonly code: string | null
  readonly segments: number | null
  readonly isResent: boolean
}

export interface Part {
  readonly key: string
  readonly text: string
}
