import { type ConsularContact, type ConsularView, type ConsulateRow, type Consulates, HOSTS, NETWORKS } from '../../bot/consulates/index.ts'
import type { Country, Lang } from '../../bot/index.ts'
import { freshness, type Library, phoneText } from '../content/index.ts'
import type { Jurisdiction } from './load.ts'
import type { NetworkFile } from './schema.ts'
import { rowOf } from './table.ts'

/** The port: what the data says, in the words of the service records. */
export function createConsulates(
  jurisdiction: Jurisdiction,
  library: Library,
  options: { clock: () => Date; graceUntil: Date | undefined },
): Consulates {
  const { networks, places, questions, states } = jurisdiction
  const networkOf = (country: Country): NetworkFile | undefined => {
    const known = NETWORKS.find((one) => one === country)
    return known && networks.get(known)
  }
  const servicesOf = (ids: readonly string[], lang: Lang) => ids.flatMap((id) => library.service(id, lang) ?? [])
  const placeName = (place: string, lang: Lang): string => {
    const [host, state = ''] = place.split('-')
    const name = states[host === 'mx' ? 'mx' : 'us'][state]?.name as Partial<Record<Lang, string>> | undefined
    return name?.[lang] ?? (lang === 'es' ? undefined : name?.en) ?? name?.es ?? state
  }
  const contactOf = (contact: NetworkFile['general']['emergency'], lang: Lang): ConsularContact | undefined => {
    const record = contact && library.services.get(contact.service)
    const service = contact && library.service(contact.service, lang)
    if (!record || !service) return undefined
    const phone = record.phones.find(({ id }) => id === contact.phone)
    return { service, phone: phone && phoneText(phone), url: record.urls[0] }
  }
  const rowFor = (network: NetworkFile, place: string, lang: Lang): ConsulateRow[] => {
    const row = rowOf(network, place)
    if (!row) return []
    const ids = [...row.services, ...row.seats.flatMap(({ service }) => service ?? [])]
    return [
      {
        place,
        placeName: placeName(place, lang),
        basis: row.basis,
        services: servicesOf([...new Set(ids)], lang),
        seats: row.seats.map(({ city }) => city),
        source: row.source,
      },
    ]
  }
  return {
    asks: (text) => questions.asks(text),
    placesIn: (text, hosts) => places.read(text, hosts),
    ofPhone: (phone) => places.ofPhone(phone),
    placeName,
    hostsOf: (country) => networkOf(country)?.hosts,
    find(country, wanted, lang): ConsularView | undefined {
      const network = networkOf(country)
      const card = network && library.card(network.card, lang)
      if (!network || !card) return undefined
      const { general } = network
      const [source = { publisher: '', url: '' }] = general.sources
      const host = HOSTS.find((one) => wanted.length > 0 && wanted.every((place) => place.startsWith(`${one}-`)))
      const besideId = host && network.beside?.[host]
      return {
        country,
        lang,
        rows: wanted.flatMap((place) => rowFor(network, place, lang)),
        general: servicesOf(general.services, lang),
        emergency: contactOf(general.emergency, lang),
        appointments: contactOf(general.appointments, lang),
        source,
        checkedOn: general.checked_on,
        freshness: freshness(
          { review: 'contacts', review_by: general.review_by, checked_on: general.checked_on },
          options.clock(),
          options.graceUntil,
        ),
        beside: besideId ? library.card(besideId, lang) : undefined,
        card: { id: card.id, topic: card.topic, link: card.link },
      }
    },
  }
}
