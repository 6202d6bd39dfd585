import { words } from '../understanding/index.ts'
import type { PlaceData } from './data.ts'

/** One thing that a name may mean. */
export interface PlaceSense {
  readonly place: string
  readonly kind: 'state' | 'city' | 'county' | 'code'
  /** Thousands of inhabitants of a city: of two of one name the small one is seldom meant. */
  readonly size: number
}

export type PlaceNames = ReadonlyMap<string, readonly PlaceSense[]>

/** A name that people use without its size counts like a large city. */
const KNOWN_SIZE = 1_000

/** Every name in folded words, with what it may mean. Counties stand with each word for one ("harris county", "condado de harris"). */
export function compilePlaceNames(data: PlaceData): PlaceNames {
  const names = new Map<string, PlaceSense[]>()
  const add = (name: string, sense: PlaceSense): void => {
    const key = words(name).join(' ')
    if (key === '') return
    const known = names.get(key) ?? []
    const twin = known.find(({ place, kind }) => place === sense.place && kind === sense.kind)
    if (twin && twin.size >= sense.size) return
    names.set(key, [...known.filter((one) => one !== twin), sense])
  }
  for (const host of ['us', 'mx'] as const) {
    for (const [state, { name, also }] of Object.entries(data.states[host]))
      for (const one of [...Object.values(name), ...also]) if (one) add(one, { place: `${host}-${state}`, kind: 'state', size: 0 })
    for (const [state, lines] of Object.entries(data.cities[host]))
      for (const [city, size] of listed(lines)) add(city, { place: `${host}-${state}`, kind: 'city', size })
  }
  for (const [place, line] of Object.entries(data.cities.also))
    for (const [city, size] of listed([line])) add(city, { place, kind: 'city', size: Math.max(size, KNOWN_SIZE) })
  for (const [state, lines] of Object.entries(data.counties))
    for (const [county] of listed(lines))
      for (const word of data.words.county)
        for (const form of [`${county} ${word}`, `${word} ${county}`, `${word} de ${county}`])
          add(form, { place: `us-${state}`, kind: 'county', size: 0 })
  return names
}

/** "Name~12, Other" as pairs of name and size. */
export function listed(lines: readonly string[]): [string, number][] {
  return lines
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim().split('~'))
    .map(([name = '', size]) => [name, Number(size ?? 0)])
}
