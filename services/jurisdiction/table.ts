import { HOSTS, type Host } from '../../bot/consulates/index.ts'
import type { Jurisdiction } from './load.ts'
import type { NetworkFile } from './schema.ts'

/** What is known of one state for one country's nationals, with where it is from. */
export interface JurisdictionRow {
  readonly place: string
  readonly basis: 'list' | 'general'
  readonly services: readonly string[]
  readonly seats: NetworkFile['seats']
  readonly source: NetworkFile['general']['sources'][number]
}

/** The row of one place; a state without a list has the ministry's general line. */
export function rowOf(network: NetworkFile, place: string): JurisdictionRow | undefined {
  const { general, hosts, lists, seats } = network
  if (!hosts.some((host) => place.startsWith(`${host}-`))) return undefined
  const list = lists.find(({ places }) => places.includes(place))
  const [source] = general.sources
  if (!source) return undefined
  return {
    place,
    basis: list ? 'list' : 'general',
    services: list ? list.services : general.services,
    seats: seats.filter((seat) => seat.place === place),
    source: list ? list.source : source,
  }
}

/** Every state of every host of a network, in the order of the states' file. */
export function tableOf({ states }: Pick<Jurisdiction, 'states'>, network: NetworkFile): JurisdictionRow[] {
  return HOSTS.filter((host) => network.hosts.includes(host)).flatMap((host: Host) =>
    Object.keys(states[host]).flatMap((state) => rowOf(network, `${host}-${state}`) ?? []),
  )
}
