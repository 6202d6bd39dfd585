import { words } from '../understanding/index.ts'
import type { Host, PlaceData } from './data.ts'
import { compilePlaceNames, type PlaceSense } from './place-names.ts'

export interface PlaceReading {
  /** States that the person may live in, at most three; empty when none is named, or more than can be told apart. */
  readonly places: readonly string[]
  /** Whether the message says nothing else than where somebody lives. */
  readonly isOnlyPlace: boolean
}

export interface PlaceReader {
  /** @param hosts countries whose states count */
  read(text: string, hosts: readonly Host[]): PlaceReading
  /** The state of a number's area code: "+13055550100" → us-FL. */
  ofPhone(phone: string): { readonly place: string; readonly code: string } | undefined
}

interface Hit {
  readonly from: number
  readonly to: number
  readonly senses: readonly PlaceSense[]
  readonly isOrigin: boolean
}

const LONGEST_NAME = 6
const MOST_PLACES = 3
/** Of cities of one name those below a fifth of the largest are not meant. */
const SMALL = 0.2
const ORIGIN_REACH = 3

/** Reads U.S. and Mexican states, cities, counties and U.S. area codes in a message; compiled once. */
export function createPlaceReader(data: PlaceData): PlaceReader {
  const names = compilePlaceNames(data)
  const stateOfCode = new Map(
    Object.entries(data.areaCodes).flatMap(([state, codes]) => codes.map((code) => [String(code), `us-${state}`])),
  )
  const fillers = new Set(data.words.fillers.flatMap(words))
  const origin = new Set(data.words.origin.flatMap(words))

  const codeAt = (tokens: readonly string[], at: number): Hit | undefined => {
    const token = tokens[at] ?? ''
    const digits = /^\d{10}$|^1\d{10}$/.test(token) ? token.slice(-10).slice(0, 3) : token
    const place = stateOfCode.get(digits)
    if (!place) return undefined
    const isSplit = token.length === 3 && /^\d{3}$/.test(tokens[at + 1] ?? '') && /^\d{4}$/.test(tokens[at + 2] ?? '')
    return { from: at, to: at + (isSplit ? 3 : 1), senses: [{ place, kind: 'code', size: 0 }], isOrigin: false }
  }

  const hitsIn = (tokens: readonly string[], hosts: readonly Host[]): Hit[] => {
    const hits: Hit[] = []
    for (let at = 0; at < tokens.length; ) {
      const hit = codeAt(tokens, at) ?? nameAt(tokens, at, hosts) ?? shortAt(tokens, at, hits.at(-1))
      if (hit) hits.push(hit)
      at = hit ? hit.to : at + 1
    }
    return hits
  }

  const nameAt = (tokens: readonly string[], at: number, hosts: readonly Host[]): Hit | undefined => {
    for (let length = Math.min(LONGEST_NAME, tokens.length - at); length > 0; length--) {
      const found = names.get(tokens.slice(at, at + length).join(' '))
      const senses = found?.filter(({ place }) => hosts.some((host) => place.startsWith(`${host}-`))) ?? []
      const before = tokens.slice(Math.max(0, at - ORIGIN_REACH), at)
      if (senses.length > 0) return { from: at, to: at + length, senses, isOrigin: before.some((word) => origin.has(word)) }
    }
    return undefined
  }

  /** "houston tx", or "tx" alone: two letters are a state only where nothing else can be meant. */
  const shortAt = (tokens: readonly string[], at: number, last: Hit | undefined): Hit | undefined => {
    const code = (tokens[at] ?? '').toUpperCase()
    const isMeant = tokens.length === 1 || (last?.to === at && last.senses.some(({ kind }) => kind === 'city'))
    if (!isMeant || !(code in data.states.us)) return undefined
    return { from: at, to: at + 1, senses: [{ place: `us-${code}`, kind: 'state', size: 0 }], isOrigin: false }
  }

  return {
    read(text, hosts) {
      const tokens = words(text)
      const all = hitsIn(tokens, hosts)
      const lived = all.filter(({ isOrigin }) => !isOrigin)
      const places = agreed(lived.length > 0 ? lived : all)
      const rest = tokens.filter((word, at) => !fillers.has(word) && !all.some(({ from, to }) => at >= from && at < to))
      return { places: places.length > MOST_PLACES ? [] : places, isOnlyPlace: all.length > 0 && rest.length === 0 }
    },
    ofPhone(phone) {
      const code = /^\+1(\d{3})\d{7}$/.exec(phone)?.[1]
      const place = code && stateOfCode.get(code)
      return code && place ? { place, code } : undefined
    },
  }
}

/** Names that bear each other out win ("Springfield, Massachusetts"); else each says what it says, a doubtful one all of it. */
function agreed(hits: readonly Hit[]): string[] {
  const votes = new Map<string, number>()
  for (const { senses } of hits)
    for (const place of new Set(senses.map((sense) => sense.place))) votes.set(place, (votes.get(place) ?? 0) + 1)
  const most = Math.max(0, ...votes.values())
  if (most > 1) return [...votes].filter(([, count]) => count === most).map(([place]) => place)
  return [...new Set(hits.flatMap(({ senses }) => meant(senses)))]
}

/** A state before a city of that name; of cities and counties the large ones. */
function meant(senses: readonly PlaceSense[]): string[] {
  const states = senses.filter(({ kind }) => kind === 'state' || kind === 'code')
  if (states.length > 0) return states.map(({ place }) => place)
  const largest = Math.max(...senses.map(({ size }) => size))
  return senses.filter(({ size }) => size >= largest * SMALL).map(({ place }) => place)
}
