import type { PlaceHit } from './gazetteer.ts'

/** "No soy de", "not from", "m pa soti": only where somebody comes from. "No estoy en Honduras" may well be said by a Honduran. */
const DENIED_ORIGIN =
  /(^| )(no|not|nunca|never|pa|pas|nao)( (soy|somos|es|era|vengo|naci|de|del|i m|im|am|from|soti|se|moun|m|mwen|nou|suis|viens|sou|somos|venho|the|la|el|do|da|d|du|dayiti))*$/
const WORDS_BEFORE = 5
/** The answer "no" that also begins "no soy de" where nobody writes the comma. */
const NO = new Set(['no', 'nao'])

export interface ToldPlaces {
  readonly asserted: readonly PlaceHit[]
  /** Countries that the person says they are not from. */
  readonly denied: ReadonlySet<string>
}

/**
 * Parts the places that are said from those that are denied: these are no evidence, and what was remembered of them was wrong.
 * Who is known to be from elsewhere and says "no, soy de Honduras" (often without the comma) puts right where they are from: nobody
 * denies what nobody said.
 * @param remembered the country that is known so far
 */
export function partDenied(tokens: readonly string[], hits: readonly PlaceHit[], remembered: string | undefined): ToldPlaces {
  const denied = new Set<string>()
  const asserted = hits.filter((hit) => {
    if (!DENIED_ORIGIN.test(tokens.slice(Math.max(0, hit.from - WORDS_BEFORE), hit.from).join(' '))) return true
    for (const { country } of hit.senses) denied.add(country)
    return false
  })
  const isPutRight =
    remembered !== undefined && !denied.has(remembered) && asserted.length === 0 && NO.has(tokens[0] ?? '') && denied.size > 0
  if (isPutRight) return { asserted: hits, denied: new Set() }
  for (const { senses } of asserted) for (const { country } of senses) denied.delete(country)
  return { asserted, denied }
}
