import type { CrisisKind, Lang } from '../vocabulary.ts'

export interface CrisisMatch {
  readonly kind: CrisisKind
  /** Id of the rule, for the audit trail. */
  readonly rule: string
  /** The language that the words were in. */
  readonly lang: Lang | undefined
}

export interface CrisisReply {
  readonly text: string
  /** The numbers that stand in `text`, as shown: what the content gate allows. */
  readonly numbers: string[]
  /** The same without the offer of a person: for when nothing can be kept, and a YES would go nowhere. */
  readonly withoutOffer: string
  /** Whom to call, in one sentence that names neither the service nor the matter. */
  readonly call: string
}

export const COMMANDS = [
  'stop',
  'start',
  'help',
  'more',
  'menu',
  'language',
  'erase',
  'my-data',
  'person',
  'call-me',
  'discreet',
  'back',
  'number',
  'yes',
  'no',
  'revoke',
  'case-status',
] as const
export type CommandKind = (typeof COMMANDS)[number]

export interface CommandContext {
  readonly hasPending: boolean
  readonly lang: Lang | undefined
}

export interface CommandMatch {
  readonly command: CommandKind
  /** The language of the word, when only one language has it. */
  readonly lang?: Lang
  /** For `language`: the language that is asked for. */
  readonly target?: Lang
  readonly number?: number
  /** What the person wrote: kept with an opt-out. */
  readonly word: string
}

export const ABUSE_KINDS = ['injection', 'insult', 'sexual', 'spam', 'others-data', 'illegal-help', 'scam-described'] as const
export type AbuseKind = (typeof ABUSE_KINDS)[number]

export interface Abuse {
  readonly kind: AbuseKind
  readonly rule: string
}
