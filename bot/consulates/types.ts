import type { CardView, ServiceView } from '../card.ts'
import type { Country, Lang, Topic } from '../vocabulary.ts'
import type { Host } from './data.ts'
import type { PlaceReading } from './places.ts'
import type { ConsulateQuestion } from './question.ts'

/** A way to reach somebody, as people dial or open it. */
export interface ConsularContact {
  readonly service: ServiceView
  readonly phone: string | undefined
  readonly url: string | undefined
}

/** What is known of one state. */
export interface ConsulateRow {
  readonly place: string
  /** The state's name in the person's language. */
  readonly placeName: string
  /** "list": a source says that these serve the state. "general": no source does; these can be asked. */
  readonly basis: 'list' | 'general'
  readonly services: readonly ServiceView[]
  /** Consulates that a source names in the state; that they serve all of it is not said. */
  readonly seats: readonly string[]
  readonly source: { readonly publisher: string; readonly url: string }
}

/** A country's consular network as far as it is known, for the places asked for. */
export interface ConsularView {
  readonly country: Country
  readonly lang: Lang
  readonly rows: readonly ConsulateRow[]
  /** Whom to ask where no list tells: the ministry's general line. */
  readonly general: readonly ServiceView[]
  readonly emergency: ConsularContact | undefined
  readonly appointments: ConsularContact | undefined
  readonly source: { readonly publisher: string; readonly url: string }
  readonly checkedOn: string
  readonly freshness: 'current' | 'grace' | 'expired'
  /** A card on the consulates of the country where the person is, told beside the answer. */
  readonly beside: CardView | undefined
  /** The reviewed card on the network: its page has all sources. */
  readonly card: { readonly id: string; readonly topic: Topic; readonly link: string }
}

/** What the bot asks about consulates. None throws. */
export interface Consulates {
  asks(text: string): ConsulateQuestion | undefined
  /** Where the message says that the person lives, for the consulates of a country. */
  placesIn(text: string, hosts: readonly Host[]): PlaceReading
  ofPhone(phone: string): { readonly place: string; readonly code: string } | undefined
  placeName(place: string, lang: Lang): string
  /** Where a country's network serves; undefined when the network is not known. */
  hostsOf(country: Country): readonly Host[] | undefined
  find(country: Country, places: readonly string[], lang: Lang): ConsularView | undefined
}
