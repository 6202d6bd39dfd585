import { z } from 'zod'

/** A moment on an office's own clock. */
export interface LocalTime {
  /** YYYY-MM-DD */
  readonly date: string
  /** "8:00" */
  readonly time: string
}

/** An office that can take a case, and whether somebody answers now. */
export interface OfficeView {
  readonly id: string
  /** The organisation and its office, as a person knows it. */
  readonly name: string
  readonly isOpen: boolean
  /** When it opens next; undefined when it is open or never opens. */
  readonly opensAt: LocalTime | undefined
  /** How soon it answers in its hours. */
  readonly answerMinutes: number
  /** Months after which it asks people who agreed how they are; none: it does not ask. */
  readonly followUpMonths?: readonly number[]
  /** How long a consent given now would hold. */
  readonly consentUntil: { readonly ms: number; readonly date: string }
}

/** What an office tells everybody for a while, in its own words: "closed today by snow". */
export interface OfficeNotice {
  readonly officeName: string
  readonly isConsulate: boolean
  readonly text: string
  /** Whether the office is shut until then. */
  readonly closes: boolean
  /** The last day on which it stands: YYYY-MM-DD. */
  readonly until: string
}

export const PACKET_KEYS = [
  'phone',
  'question',
  'country',
  'here',
  'language',
  'phase',
  'story',
  // What was told about a return (bot/preparation)
  'return-when',
  'return-where',
  'return-with',
  'return-papers',
  'return-lacking',
  'return-health',
  'return-skills',
  'return-school',
  'return-about',
  'return-worries',
] as const
/** What else of a case another office may be let see: needs and plan as they stand, messages from now on, messages from before. */
export const SHARE_KEYS = ['needs', 'plan', 'messages', 'history'] as const

/** One part of what a caseworker would see, in the words that were shown to the person. */
export const PacketPart = z.object({ key: z.enum([...PACKET_KEYS, ...SHARE_KEYS]), text: z.string() })
export type PacketPart = z.infer<typeof PacketPart>

/** What is known of a person's case, for answering "how is my case?". */
export interface CaseView {
  readonly number: string
  readonly stage: 'waiting' | 'open' | 'snoozed' | 'closed'
  readonly officeId: string
  readonly officeName: string
  /** The office itself, for sending it more; absent where only the name is known. */
  readonly office?: OfficeView
  readonly caseworker: string | undefined
  readonly hasConsent: boolean
  /** Until when the office means to answer; undefined once it has. */
  readonly promisedBy: LocalTime | undefined
  readonly nextStep: { readonly text: string; readonly on: string | undefined } | undefined
  /** Who opened what is kept, newest first. */
  readonly readers: readonly {
    readonly name: string
    readonly office: string
    readonly on: string
    readonly basis: 'consent' | 'referral' | 'break-glass'
  }[]
  /** Who met the person first, where another office has the case now. */
  readonly first: { readonly name: string; readonly office: string } | undefined
  /** The offices that see something of the case, the one that has it first. */
  readonly offices: readonly {
    readonly id: string
    readonly name: string
    readonly sees: readonly ('packet' | (typeof SHARE_KEYS)[number])[]
  }[]
  /** Another office is to see something, or to take the case over: waits for the person's word. */
  readonly asked:
    | {
        readonly kind: 'referral' | 'view' | 'handover'
        readonly id: string
        readonly office: OfficeView
        readonly parts: readonly PacketPart[]
      }
    | undefined
}

/** A person's yes, as it is kept. */
export interface ConsentGiven {
  readonly basis: 'person' | 'guardian'
  /** Which wording was shown. */
  readonly textVersion: string
  /** What the person answered. */
  readonly words: string
  readonly untilMs: number
}

/** The wording of the consent question: goes up when its meaning changes. */
export const CONSENT_TEXT_VERSION = '2026-11'
