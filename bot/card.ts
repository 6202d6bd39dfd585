import type { CardCountry, Lang, Phase, Profile, Topic } from './vocabulary.ts'

/** Who helps, as shown to a person in one language. */
export interface ServiceView {
  readonly id: string
  readonly name: string
  readonly unit: string | undefined
  /** Best first; text as people dial it. */
  readonly phones: readonly { readonly text: string; readonly kind: 'voice' | 'short-code' | 'whatsapp' | 'sms' | 'fax' }[]
  readonly urls: readonly string[]
  readonly address: string
  readonly hours: string
  readonly alert: string | undefined
  readonly emails: readonly string[]
  /** Every other figure of the record, as shown: what the content gate allows besides phones and links. */
  readonly facts: readonly string[]
}

/** One reviewed answer in one language, filled in, with what is known of its age. */
export interface CardView {
  readonly id: string
  readonly topic: Topic
  readonly country: CardCountry
  readonly phases: readonly Phase[]
  readonly profiles: readonly Profile[]
  /** The language that the words are in; differs from the one asked for when there is no current translation. */
  readonly lang: Lang
  readonly title: string
  readonly short: string
  readonly steps: readonly string[]
  readonly requires: readonly string[]
  readonly cost: string | undefined
  readonly time: string | undefined
  readonly note: string | undefined
  readonly services: readonly ServiceView[]
  readonly source: { readonly publisher: string; readonly url: string }
  /** As the source gives it: "2024", "2024-06", "2024-06-30", "unknown". */
  readonly checkedOn: string
  readonly freshness: 'current' | 'grace' | 'expired'
  /** Our own page about this card, with all its sources. */
  readonly link: string
}
