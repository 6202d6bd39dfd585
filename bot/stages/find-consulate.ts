import { HOSTS } from '../consulates/index.ts'
import { askWhoseConsulate, tellConsulate } from '../dialogs/consulate.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES } from '../vocabulary.ts'

/**
 * "¿Cuál es mi consulado?", "where is the nearest consulate". Other questions about papers at a consulate go on to their cards, and so
 * does its phone where no place is named: the card on the consulates has the general line.
 */
export function findConsulate(draft: Draft, ports: Ports): Draft {
  const { consulates } = ports
  const asked = consulates?.asks(draft.text)
  if (!consulates || !asked) return draft
  const country = COUNTRIES.find((one) => one === draft.reading?.country) ?? draft.state.country
  const hosts = country ? consulates.hostsOf(country) : HOSTS
  if (!hosts) return draft
  if (asked === 'contact' && consulates.placesIn(draft.text, hosts).places.length === 0) return draft
  if (country) return tellConsulate(draft, ports, country)
  return draft.state.askedInRow === 0 ? askWhoseConsulate(draft, ports) : draft
}
