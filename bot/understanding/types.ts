import type { Country, Lang, Phase, Profile, Route, Topic } from '../vocabulary.ts'
import type { PlaceMention } from './country.ts'
import type { DangerReading } from './danger.ts'
import type { DetectedLanguage, LanguageReading } from './language.ts'

/** What the conversation knows already. */
export interface ReadMemory {
  readonly language?: Lang
  readonly country?: string
  readonly here?: string
  readonly phase?: string
  readonly profiles?: readonly string[]
  /** Topics of the last answer, main one first. */
  readonly topics?: readonly string[]
}

export interface ReadInput {
  readonly text: string
  /** Encoder on `query: ` + text; null when the model is down: the words alone then decide. */
  readonly vector: Float32Array | null
  /** The detector's guesses, best first; may be empty. */
  readonly detected: readonly DetectedLanguage[]
  readonly memory: ReadMemory
  /** Earlier messages of the same person in this conversation, oldest first; the last three count. */
  readonly previous: readonly { readonly text: string; readonly vector: Float32Array | null }[]
  /** Its parts that may each say a need (clauses.ts); absent when it is one. */
  readonly clauses?: readonly { readonly text: string; readonly vector: Float32Array | null }[]
  /** What we said last, for instance a list of numbered choices. */
  readonly assistantLast?: string
}

export interface Reading {
  /** For matching only. */
  readonly normalised: string
  readonly language: LanguageReading
  /** Where the question is about: origin or return. Null when neither said nor remembered. */
  readonly country: Country | null
  /** Where the person is now: any country code, "xx" for one without a code of its own here. */
  readonly here: string | null
  readonly countries: readonly PlaceMention[]
  /** Countries that the person says they are not from: whatever is remembered of them is wrong. */
  readonly denied: readonly string[]
  readonly phase: Phase | null
  readonly profiles: readonly Profile[]
  /** Calibrated, best first, all topics. */
  readonly topics: readonly { readonly topic: Topic; readonly p: number }[]
  /** Calibrated, best first, all routes. */
  readonly routes: readonly { readonly route: Route; readonly p: number }[]
  readonly danger: DangerReading
  /** Topics that both hold when a message has two needs; empty or one otherwise. */
  readonly needs: readonly Topic[]
}
