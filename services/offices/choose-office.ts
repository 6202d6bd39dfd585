import type { OfficeQuery } from '../../bot/index.ts'
import type { Office } from './directory.ts'

/** Weights: who serves the country comes first, then the place, the matter, the language; an open one wins among equals. */
const COUNTRY = 100
const PLACE = 20
const STATE = 15
const TOPIC = 10
const PHASE = 6
const LANGUAGE = 5
const OPEN = 3

/**
 * The office for a person: one that serves their country (or any country), whose limits on matters and phases do not shut them out.
 * Pure.
 * @param isOpen whether an office is open now
 */
export function chooseOffice(offices: readonly Office[], query: OfficeQuery, isOpen: (office: Office) => boolean): Office | undefined {
  const preferred = offices.find((office) => office.id === query.preferred)
  if (preferred && isFor(preferred, query)) return preferred
  const scored = offices.flatMap((office) => {
    const score = scoreOf(office, query)
    return score === undefined ? [] : [{ office, score: score + (isOpen(office) ? OPEN : 0) }]
  })
  return scored.sort((a, b) => b.score - a.score || a.office.id.localeCompare(b.office.id))[0]?.office
}

function scoreOf(office: Office, query: OfficeQuery): number | undefined {
  if (office.country !== 'any' && office.country !== query.country) return undefined
  const topic = limited(office.topics, query.topic, TOPIC)
  const phase = limited(office.phases, query.phase ?? undefined, PHASE)
  if (topic === undefined || phase === undefined) return undefined
  const place = office.place === null ? 0 : office.place === query.here ? PLACE : undefined
  // An office of one place (a consulate abroad) serves nobody elsewhere.
  const state = stateOf(office, query)
  if (place === undefined || state === undefined) return undefined
  return (office.country === 'any' ? 0 : COUNTRY) + place + state + topic + phase + (office.languages.includes(query.lang) ? LANGUAGE : 0)
}

/** Where somebody lives is served by the offices that say so; as long as it is not known, each of that place may. */
function stateOf({ serves = [] }: Office, { livesIn = [] }: OfficeQuery): number | undefined {
  if (serves.length === 0 || livesIn.length === 0) return 0
  return livesIn.some((state) => serves.includes(state)) ? STATE : undefined
}

/** Who came by an office's own code is where it says, whatever we know of where they are; what is not known yet shuts nobody out. */
function isFor({ country, topics, phases }: Office, query: OfficeQuery): boolean {
  const allows = (list: readonly string[], wanted: string | null | undefined) => list.length === 0 || !wanted || list.includes(wanted)
  return (
    (country === 'any' || query.country === null || country === query.country) && allows(topics, query.topic) && allows(phases, query.phase)
  )
}

/** No list: everything. A list: what stands in it, and nothing else. */
function limited(list: readonly string[], wanted: string | undefined, weight: number): number | undefined {
  if (list.length === 0) return 0
  return wanted !== undefined && list.includes(wanted) ? weight : undefined
}
