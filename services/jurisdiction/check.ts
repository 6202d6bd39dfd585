import { type DossierRecord, dossierText, type Fault, type Library } from '../content/index.ts'
import type { Jurisdiction } from './load.ts'
import type { NetworkFile } from './schema.ts'

/** All states, the District and Puerto Rico; all states and the capital of Mexico. */
const STATES = { us: 52, mx: 32 } as const

type Say = (field: string, what: string, fix: string) => void

/**
 * Holds content/jurisdiction against the service records and the dossier: every record named exists and belongs to the country, every
 * place exists, no area code stands twice, and the city of a consulate stands in the record that is said to name it.
 * @param dossier without it (a start) what rests on the dossier is not checked
 */
export function checkJurisdiction(
  { networks, states, areaCodes }: Jurisdiction,
  library: Pick<Library, 'services' | 'file'>,
  dossier?: ReadonlyMap<string, DossierRecord>,
): Fault[] {
  const faults: Fault[] = []
  const sayFor =
    (name: string): Say =>
    (field, what, fix) =>
      faults.push({ file: `content/jurisdiction/${name}.yaml`, line: 0, field, what, fix })
  for (const host of ['us', 'mx'] as const) {
    const count = Object.keys(states[host]).length
    if (count !== STATES[host]) sayFor('states')(host, `${count} states instead of ${STATES[host]}`, 'Every state stands once.')
  }
  checkCodes(Object.keys(states.us), areaCodes, sayFor('area-codes'))
  for (const network of networks.values()) checkNetwork(network, { states, library, dossier }, sayFor(network.country))
  return faults
}

function checkCodes(states: readonly string[], areaCodes: Jurisdiction['areaCodes'], say: Say): void {
  const seen = new Map<number, string>()
  for (const state of states) if (!areaCodes[state]?.length) say(state, 'has no area code', 'Every state has at least one.')
  for (const [state, codes] of Object.entries(areaCodes)) {
    if (!states.includes(state)) say(state, 'is no state', 'Write the code of a state: TX.')
    for (const code of codes) {
      if (seen.has(code)) say(String(code), `stands under ${seen.get(code)} and ${state}`, 'An area code belongs to one state.')
      seen.set(code, state)
    }
  }
}

interface Known {
  readonly states: Jurisdiction['states']
  readonly library: Pick<Library, 'services' | 'file'>
  readonly dossier: ReadonlyMap<string, DossierRecord> | undefined
}

function checkNetwork(network: NetworkFile, { states, library, dossier }: Known, say: Say): void {
  const { country, general, lists, seats } = network
  for (const card of [network.card, ...Object.values(network.beside ?? {})])
    if (library.file(card)?.country !== country) say('card', `"${card}" is no card of ${country}`, 'Name the card on its consulates.')
  const contacts = [general.emergency, general.appointments].filter((contact) => contact !== undefined)
  const used = [
    ...general.services,
    ...contacts.map(({ service }) => service),
    ...lists.flatMap((list) => list.services),
    ...seats.flatMap((seat) => seat.service ?? []),
  ]
  for (const id of new Set(used)) {
    const service = library.services.get(id)
    if (!service) say(id, 'there is no such service record', 'Write it under content/services first, with its source.')
    else if (service.country !== country) say(id, `belongs to ${service.country}`, `Name a service of ${country}.`)
  }
  for (const { service, phone } of contacts) {
    const record = library.services.get(service)
    const has = phone ? record?.phones.some(({ id }) => id === phone) : (record?.urls.length ?? 0) > 0
    if (record && !has) say(service, phone ? `has no phone "${phone}"` : 'has no page', 'Name a phone of the record, or give it a page.')
    if (!general.services.includes(service))
      say(service, 'is named as a contact but not under general.services', 'Add it there: the answer may only show numbers of these.')
  }
  const places = [...lists.flatMap((list) => list.places), ...seats.map(({ place }) => place)]
  for (const place of places) {
    const [host = '', state = ''] = place.split('-')
    if (!network.hosts.some((one) => one === host) || !(state in (states[host as 'us' | 'mx'] ?? {})))
      say(place, 'is no state where this network serves', 'Write us-OH, mx-CHP.')
  }
  const listed = lists.flatMap((list) => list.places)
  for (const place of listed.filter((one, at) => listed.indexOf(one) !== at))
    say(place, 'stands in two lists', 'Put its consulates into one.')
  if (dossier) checkRecords(network, dossier, say)
}

function checkRecords({ general, lists, seats }: NetworkFile, dossier: ReadonlyMap<string, DossierRecord>, say: Say): void {
  for (const id of [...general.dossier, ...lists.map((list) => list.dossier)])
    if (!dossier.has(id)) say(id, 'there is no such record', 'Write file/index, counted from 0, of a record in content/dossier.')
  for (const { city, dossier: id, source } of seats) {
    const text = dossierText(dossier.get(id) ?? '')
    if (!text.includes(city))
      say(`${city} ${id}`, 'the record does not name this city', 'Name the record that does, or leave the consulate out.')
    else if (!text.includes(source.url)) say(`${city} ${id}`, 'the record does not have this source', 'Copy the source from the record.')
  }
}
