import type { CaseView, ConsentGiven, PacketPart } from './case.ts'
import type { ConversationState } from './conversation/state.ts'
import type { ConversationStatus } from './conversation/status.ts'
import type { CheckInWord, FollowUpView, FollowUpWord } from './follow-up.ts'
import type { ChannelCapabilities, InboundMessage, Reply } from './message.ts'
import type { MoveEffect, MoveView } from './move.ts'
import type { Preparation, PreparationChange } from './preparation/profile.ts'
import type { Country, Lang, Phase, Profile, Route, Topic } from './vocabulary.ts'

/** Everything that one decision may rest on. */
export interface Turn {
  readonly message: InboundMessage
  readonly state: ConversationState
  readonly status: ConversationStatus
  readonly capabilities: ChannelCapabilities
  /** Region by the number's prefix ("mx", "us"…), when the address is a phone number: a hint for emergency lines, nothing else. */
  readonly regionHint: string | undefined
  /** The number that the person writes from, where the channel has one. */
  readonly phone?: string
  readonly optedOut: boolean
  /** The day, "2026-11-25", on the clock that figures are counted by; absent where nobody is asked or counted (command line). */
  readonly today?: string
  /** Messages of this person on this channel up to this one; absent where nobody counts (command line). */
  readonly recent?: { readonly inMinute: number; readonly inHour: number }
  /** The person's last case, open or closed. */
  readonly case?: CaseView
  /** What the person has told about their return, and how far they are with their list. */
  readonly preparation?: Preparation
  /** Being asked after a case or a return; absent where nobody keeps it (command line). */
  readonly followUp?: FollowUpView
  /** Moving this thread to another phone. */
  readonly move?: MoveView
  /** A number that a new case may take: made by the world, so that deciding twice gives the same. */
  readonly newCaseNumber?: string
  /** A link that shows the person everything that is kept of them, once; it works when the turn asks for the export. */
  readonly exportLink?: string
}

/** What follows from one message: plain data. If deciding throws, nothing is written. */
export interface Outcome {
  readonly route: Route
  readonly lang: Lang
  readonly country: Country | null
  readonly phase: Phase | null
  readonly profiles: readonly Profile[]
  /** Best first, at most three. */
  readonly topics: readonly Topic[]
  readonly answers: readonly { readonly card: string; readonly topic: Topic; readonly country: string; readonly score: number }[]
  readonly replies: readonly Reply[]
  /** Why nothing is sent, when `replies` is empty. */
  readonly silence: Silence | undefined
  readonly state: ConversationState
  readonly events: readonly BotEvent[]
  readonly effects: Effects
}

export type Silence = 'opted-out' | 'provider-answered' | 'caseworker-owns' | 'known-newcomer' | 'flood'

/** What the world must do besides sending. */
export interface Effects {
  readonly optOut?: { readonly set: 'out' | 'in'; readonly word: string }
  readonly handoff?: Handoff
  /** Danger was told and nobody asked for a person yet: only a mental-health professional may see that there is something. */
  readonly danger?: { readonly kind: string; readonly officeId: string; readonly packet: readonly PacketPart[]; readonly number: string }
  /** The person took back what they agreed to: for all, or for one office. */
  readonly revoke?: true | { readonly officeId: string }
  /** A complaint about this service: for a supervisor, not for the caseworker. */
  readonly complaint?: { readonly text: string }
  /** The person's word on another organisation. */
  readonly referral?: {
    readonly kind: 'referral' | 'view' | 'handover'
    readonly id: string
    readonly answer: 'yes' | 'no'
    readonly packet: readonly PacketPart[]
    readonly consent: ConsentGiven | undefined
  }
  /** What is to be kept of the person's preparation, and what is counted of it. */
  readonly preparation?: PreparationChange
  /** News of offices: the consent of its own, given or taken back. */
  readonly news?: { readonly set: 'agreed'; readonly textVersion: string; readonly words: string } | { readonly set: 'left' }
  /** The person's word on being asked after a case or a return, and their answers. */
  readonly followUp?: FollowUpWord
  readonly checkIn?: CheckInWord
  /** Moving the thread to another phone. */
  readonly move?: MoveEffect
  readonly erase?: true
  readonly exportData?: true
  /** What the person thinks of an answer: counted, and for curators where it did not help. */
  readonly feedback?: {
    readonly isUseful: boolean
    readonly why?: string
    /** The words that were answered. */
    readonly about: string
    readonly cards: readonly { readonly card: string; readonly topic: Topic }[]
  }
  /** A question that could not be answered well: kept for curators without identity. */
  readonly unanswered?: { readonly reason: 'nothing-known' | 'unsure' | 'outside'; readonly text: string }
}

/** A person is to take over. Without a consent (danger, a child alone) the packet stays sealed. */
export interface Handoff {
  readonly reason: string
  readonly priority: 'normal' | 'urgent'
  readonly topic: Topic | undefined
  readonly officeId: string
  readonly number: string
  readonly packet: readonly PacketPart[]
  readonly consent: ConsentGiven | undefined
}

/** What happened, for the audit trail and metrics; holds no words of the person. */
export interface BotEvent {
  readonly kind: string
  readonly details: Readonly<Record<string, string | number | boolean>>
}
