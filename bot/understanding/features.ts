import type { Gazetteer } from './gazetteer.ts'

/** A sparse row: hashed positions and their values. */
export interface SparseRow {
  readonly ids: Int32Array
  readonly values: Float32Array
}

/** Positions that features are hashed to; part of the artefact's meaning. */
export const FEATURE_BITS = 16
const MASK = (1 << FEATURE_BITS) - 1
const STEM_LENGTH = 5
const CHAR_SIZES = [3, 4, 5] as const
/** How much each view of the text weighs; each view has unit length before. */
const VIEW_WEIGHT = { word: 1, pair: 0.6, stem: 0.7, char: 0.8 } as const

type View = keyof typeof VIEW_WEIGHT

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value ^= value >>> 15
  return (Math.imul(value, 0x2c1b3c6d) ^ (value >>> 12)) & MASK
}

/** Names of places say where, not what: every one becomes the same word, so that a head learns the matter and not the town. */
export function maskPlaces(tokens: readonly string[], gazetteer: Gazetteer): string[] {
  const masked: string[] = []
  let at = 0
  for (const hit of gazetteer.find(tokens)) {
    const isPlace = hit.senses.some((sense) => sense.kind !== 'institution' && sense.kind !== 'weak' && sense.weight >= 0.5)
    if (!isPlace) continue
    masked.push(...tokens.slice(at, hit.from), 'zplace')
    at = hit.to
  }
  masked.push(...tokens.slice(at))
  return masked.map((token) => (/^\d+$/.test(token) && token.length > 1 ? 'znum' : token))
}

/**
 * Several views of one text as one sparse row: words, neighbouring pairs, stems (first letters) and letter groups.
 * @param tokens words of the normalised text
 * @param written the same words as they were typed: letter groups of both survive a wrong expansion
 */
export function lexicalRow(tokens: readonly string[], written: readonly string[] = tokens): SparseRow {
  const views: Record<View, Map<number, number>> = { word: new Map(), pair: new Map(), stem: new Map(), char: new Map() }
  const count = (view: View, feature: string): void => {
    const id = hash(`${view[0]}${feature}`)
    views[view].set(id, (views[view].get(id) ?? 0) + 1)
  }
  tokens.forEach((token, i) => {
    count('word', token)
    count('pair', `${tokens[i - 1] ?? '^'} ${token}`)
    if (token.length > STEM_LENGTH) count('stem', token.slice(0, STEM_LENGTH))
  })
  if (tokens.length > 0) count('pair', `${tokens.at(-1)} $`)
  for (const token of new Set([...tokens, ...written])) {
    const padded = ` ${token} `
    for (const size of CHAR_SIZES) for (let i = 0; i + size <= padded.length; i++) count('char', padded.slice(i, i + size))
  }
  return mergeViews(views)
}

/** The plain words alone, for heads that need them whole (country). */
export function wordRow(tokens: readonly string[]): SparseRow {
  const views: Record<View, Map<number, number>> = { word: new Map(), pair: new Map(), stem: new Map(), char: new Map() }
  tokens.forEach((token, i) => {
    const feature = hash(`w${token}`)
    views.word.set(feature, 1)
    if (i > 0) views.pair.set(hash(`p${tokens[i - 1]} ${token}`), 1)
  })
  return mergeViews(views)
}

/** Letter groups with accents kept, for telling languages apart. */
export function letterRow(text: string): SparseRow {
  const views: Record<View, Map<number, number>> = { word: new Map(), pair: new Map(), stem: new Map(), char: new Map() }
  for (const token of text.toLowerCase().match(/[\p{L}\p{M}']+/gu) ?? []) {
    views.word.set(hash(`l${token}`), 1)
    const padded = ` ${token} `
    for (let size = 2; size <= 4; size++) {
      for (let i = 0; i + size <= padded.length; i++) {
        const id = hash(`g${padded.slice(i, i + size)}`)
        views.char.set(id, (views.char.get(id) ?? 0) + 1)
      }
    }
  }
  return mergeViews(views)
}

function mergeViews(views: Record<View, Map<number, number>>): SparseRow {
  const merged = new Map<number, number>()
  for (const view of Object.keys(views) as View[]) {
    let squares = 0
    for (const count of views[view].values()) squares += Math.min(count, 2) ** 2
    const scale = squares > 0 ? VIEW_WEIGHT[view] / Math.sqrt(squares) : 0
    for (const [id, count] of views[view]) merged.set(id, (merged.get(id) ?? 0) + Math.min(count, 2) * scale)
  }
  return { ids: Int32Array.from(merged.keys()), values: Float32Array.from(merged.values()) }
}
