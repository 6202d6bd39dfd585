import type { Country, Lang, Phase } from '../vocabulary.ts'

export const ENTRY_KINDS = ['consulate', 'shelter', 'reception', 'campaign'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** A code of a poster, card or link, and what is known of whoever comes by it. */
export interface EntryCode {
  readonly code: string
  readonly kind: EntryKind
  /** The office as a person knows it; without an office the label. */
  readonly name: string
  readonly officeId: string | undefined
  readonly country: Country | undefined
  /** Where whoever comes by it is: a country of ours, or "us", "ca", "es". */
  readonly here: string | undefined
  readonly phase: Phase | undefined
  readonly language: Lang | undefined
  readonly isRetired: boolean
  /** The code that serves in the place of a retired one. */
  readonly redirectTo: string | undefined
}

/** Words that tell how a code is meant; content/entry/words.yaml. */
export interface EntryWords {
  /** What may stand before a code: "hola". */
  readonly greetings: readonly string[]
  /** What says that a code comes: "codigo". */
  readonly announcing: readonly string[]
  /** What a question begins with. */
  readonly asking: readonly string[]
  /** Ways to say that one has nothing to do with the office, as regular expressions over folded words. */
  readonly forgetting: readonly string[]
  /** What no code may hold or look like. */
  readonly vulgar: readonly string[]
}
