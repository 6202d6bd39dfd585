import { COUNTRIES } from '../vocabulary.ts'
import { words } from './fold.ts'
import type { LanguageData } from './language-data.ts'

export type PlaceKind = 'name' | 'demonym' | 'region' | 'city' | 'town' | 'institution' | 'weak'

interface PlaceSense {
  readonly country: string
  readonly kind: PlaceKind
  /** 0..1: how surely this name alone means this country. */
  readonly weight: number
}

export interface PlaceHit {
  readonly from: number
  /** Index after the last word. */
  readonly to: number
  readonly text: string
  readonly senses: readonly PlaceSense[]
}

export interface Gazetteer {
  /** Names in the words, longest first, never overlapping. */
  find(tokens: readonly string[]): PlaceHit[]
}

const LONGEST_NAME = 6
const DEFAULT_WEIGHT: Record<PlaceKind, number> = { name: 1, demonym: 1, region: 0.9, city: 0.9, town: 0.5, institution: 0.85, weak: 0.5 }
const KIND_OF_LIST = {
  names: 'name',
  demonyms: 'demonym',
  regions: 'region',
  cities: 'city',
  institutions: 'institution',
  weak: 'weak',
} as const

const isReturnCountry = (code: string): boolean => (COUNTRIES as readonly string[]).includes(code)

/** Compiles the gazetteer once; a name that stands in several countries keeps all its senses. */
export function compileGazetteer(data: Pick<LanguageData, 'places' | 'towns'>): Gazetteer {
  const senses = new Map<string, PlaceSense[]>()
  const add = (entry: string, country: string, kind: PlaceKind, weightOf: (mark: number | undefined) => number): void => {
    const [name = '', mark] = entry.split('~')
    const key = words(name).join(' ')
    const weight = weightOf(mark === undefined ? undefined : Number(mark))
    if (key === '' || weight <= 0) return
    const known = senses.get(key) ?? []
    const same = known.find((sense) => sense.country === country)
    if (same && same.weight >= weight) return
    senses.set(key, [...known.filter((sense) => sense !== same), { country, kind, weight }])
  }
  for (const [country, places] of Object.entries(data.places)) {
    for (const [list, kind] of Object.entries(KIND_OF_LIST)) {
      for (const entry of places[list as keyof typeof KIND_OF_LIST]) add(entry, country, kind, (mark) => mark ?? DEFAULT_WEIGHT[kind])
    }
  }
  for (const [country, towns] of Object.entries(data.towns)) {
    // A bigger town is likelier to be the one that is meant.
    for (const entry of towns)
      add(
        entry,
        country,
        'town',
        (thousands = 1) => (isReturnCountry(country) ? 1 : 0.6) * Math.min(0.85, 0.35 + 0.15 * Math.log10(thousands)),
      )
  }
  return { find: (tokens) => findNames(tokens, senses) }
}

function findNames(tokens: readonly string[], senses: ReadonlyMap<string, readonly PlaceSense[]>): PlaceHit[] {
  const hits: PlaceHit[] = []
  let at = 0
  while (at < tokens.length) {
    let next = at + 1
    for (let length = Math.min(LONGEST_NAME, tokens.length - at); length > 0; length--) {
      const text = tokens.slice(at, at + length).join(' ')
      const found = senses.get(text)
      if (found) {
        hits.push({ from: at, to: at + length, text, senses: found })
        next = at + length
        break
      }
    }
    at = next
  }
  return hits
}
