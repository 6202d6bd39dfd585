import { words } from './fold.ts'
import { compileGazetteer } from './gazetteer.ts'
import type { LanguageData } from './language-data.ts'

/** Below this a name is oftener a word or a person than a place. */
const LEAST_WEIGHT = 0.5
const NATIONS: ReadonlySet<string> = new Set(['name', 'demonym'])

/** Makes the function that tells whether a whole name is a country or its people, another place, or neither. */
export function createPlaceCheck(data: Pick<LanguageData, 'places' | 'towns'>): (name: string) => 'country' | 'place' | undefined {
  const gazetteer = compileGazetteer(data)
  return (name) => {
    const tokens = words(name)
    const hits = gazetteer.find(tokens)
    const senses = hits.flatMap((hit) => hit.senses.filter(({ weight, kind }) => weight >= LEAST_WEIGHT && kind !== 'weak'))
    // "San Juan Pérez" is no place because it begins with one.
    if (senses.length === 0 || hits.reduce((sum, { from, to }) => sum + to - from, 0) < tokens.length) return undefined
    return senses.some(({ kind }) => NATIONS.has(kind)) ? 'country' : 'place'
  }
}
