import type { Country } from '../vocabulary.ts'
import { COUNTRIES } from '../vocabulary.ts'
import type { PlaceHit } from './gazetteer.ts'

export type PlaceRole = 'origin' | 'here' | 'unclear'

export interface PlaceMention {
  readonly country: string
  readonly evidence: string
  readonly role: PlaceRole
}

export interface CountryReading {
  /** Where the question is about: origin or return. */
  readonly country: Country | null
  /** Where the person is now, any country. */
  readonly here: string | null
  readonly mentions: readonly PlaceMention[]
  /** 0..: how strong the words for `country` are; 0 when it is only remembered. */
  readonly strength: number
}

interface Scored {
  total: number
  best: number
  origin: number
  here: number
  evidence: string
}

const PLACE_PREPOSITIONS =
  '(a|al|to|in|into|en|an|nan|pou|para|pra|pa|p|au|aux|na|no|la|el|lo|le|the|me|us|m|nou|it|mi|my|ak|ici|aqui|aca|here)'
const FROM_PREPOSITIONS = '(de|del|d|desde|from|of|do|da|dos|du|des|depi|sot|soti|la|el|the|yo)'
const RETURN_WORDS =
  '(regres\\w*|volv\\w*|vuelv\\w*|vuelt[oa]|retorn\\w*|deport\\w*|devolv\\w*|devuelv\\w*|back|return\\w*|retounen|tounen|vire|rentr\\w*|retour\\w*|voltar|voltei|volta|voltamos|expuls\\w*|depote|mandar\\w*|removed|sent)'

/** The up to four words before a place say what it is to the person. */
const ORIGIN_CUE = new RegExp(
  `(^| )((soy|somos|es|son|originari[oa]s?|nacid[oa]|naci|nacimos|i m|im|am|is|born|sou|suis|viens|soti|consulad[oa]|consulate|consulat|konsila|embajada|embassy|ambassade|anbasad|embaixada)( ${FROM_PREPOSITIONS})*|${RETURN_WORDS}( ${PLACE_PREPOSITIONS})+)$`,
)
const HERE_CUE = new RegExp(
  `(^| )(estoy|toy|estamos|tamos|ando|andamos|vivo|vivimos|aqui|aca|sigo|seguimos|trabajo|im|i m|am|we re|living|live|here|stuck|staying|m|nou|mwen|rete|viv|habite|vis|suis|estou|moro|detenid[oa]|detained|preso|presa|detention|detencion|prizon)( (in|at|por|de|${PLACE_PREPOSITIONS}))*$`,
)
const TRANSIT_CUE = new RegExp(
  `(^| )((por|desde|via|through|crossing|cruz\\w*|pasando|pase|pasa|migracion|policia|police|frontera|border|fwontye|frontiere|fronteira|hacia|antes|ruta)( (in|con|with|${PLACE_PREPOSITIONS}|${FROM_PREPOSITIONS}))*|${RETURN_WORDS}( ${FROM_PREPOSITIONS})+)$`,
)
/** Countries that people of the others live in or pass through: named beside one of those, they are seldom what is asked about. */
const PASSED_THROUGH: ReadonlySet<string> = new Set(['mx', 'cr', 'pa', 'do'])
const NOT_PASSED_THROUGH_BONUS = 0.25

const NEEDED = 0.28
const MARGIN = 0.12
/** A remembered country gives way only to evidence as strong as a city or a demonym. */
const NEEDED_TO_CHANGE = 0.6

const isReturnCountry = (code: string): code is Country => (COUNTRIES as readonly string[]).includes(code)

/**
 * Decides which country the question is about and where the person is.
 * @param remembered what the conversation knows already; ambiguous names lean to it
 */
export function readCountry(
  tokens: readonly string[],
  hits: readonly PlaceHit[],
  remembered: { country?: string; here?: string },
): CountryReading {
  const scores = new Map<string, Scored>()
  const mentions: PlaceMention[] = []
  const agreed = agreement(hits, remembered)
  for (const hit of hits) {
    const before = tokens.slice(Math.max(0, hit.from - 4), hit.from).join(' ')
    const sum = hit.senses.reduce((total, sense) => total + lean(sense.country, sense.weight, agreed), 0)
    let first: { country: string; value: number } | undefined
    for (const sense of hit.senses) {
      const leaning = lean(sense.country, sense.weight, agreed)
      const value = Math.min(sense.weight, 1) * (leaning / sum)
      const score = scores.get(sense.country) ?? { total: 0, best: 0, origin: 0, here: 0, evidence: hit.text }
      if (value > score.best) score.evidence = hit.text
      score.total += value
      score.best = Math.max(score.best, value)
      if (sense.kind === 'demonym' && value > 0.4) score.origin += 0.5
      if (sense.kind === 'institution' && value > 0.4) score.origin += 0.2
      if (ORIGIN_CUE.test(before)) score.origin += 0.6 * value
      // "Mwen ayisyen", "je suis haïtien": who somebody is, not where.
      if (sense.kind !== 'demonym' && HERE_CUE.test(before)) score.here += value
      if (TRANSIT_CUE.test(before)) score.origin -= 0.5 * value
      scores.set(sense.country, score)
      if (!first || value > first.value) first = { country: sense.country, value }
    }
    if (first && first.value > 0.2) mentions.push({ country: first.country, evidence: hit.text, role: roleOf(scores.get(first.country)) })
  }
  return decide(scores, mentions, remembered)
}

/** Unambiguous evidence of this message and what is remembered pull ambiguous names to their side. */
function agreement(hits: readonly PlaceHit[], remembered: { country?: string; here?: string }): ReadonlyMap<string, number> {
  const pull = new Map<string, number>()
  const add = (country: string | undefined, by: number): void => {
    if (country) pull.set(country, (pull.get(country) ?? 0) + by)
  }
  add(remembered.country, 1)
  add(remembered.here, 0.5)
  for (const hit of hits) if (hit.senses.length === 1 && hit.senses[0]) add(hit.senses[0].country, 1.5 * hit.senses[0].weight)
  return pull
}

const lean = (country: string, weight: number, pull: ReadonlyMap<string, number>): number =>
  weight * weight * (1 + 4 * (pull.get(country) ?? 0))

function roleOf(score: Scored | undefined): PlaceRole {
  if (!score) return 'unclear'
  if (score.here > 0 && score.here >= score.origin) return 'here'
  return score.origin > 0.2 ? 'origin' : 'unclear'
}

function decide(
  scores: ReadonlyMap<string, Scored>,
  mentions: PlaceMention[],
  remembered: { country?: string; here?: string },
): CountryReading {
  const strength = (score: Scored): number => score.best + 0.3 * Math.min(1, score.total - score.best) + score.origin
  const ranked = [...scores]
    .filter(([code]) => isReturnCountry(code))
    .map(([code, score]) => ({
      code: code as Country,
      value: strength(score) + (PASSED_THROUGH.has(code) || scores.size < 2 ? 0 : NOT_PASSED_THROUGH_BONUS * score.best),
    }))
    .sort((a, b) => b.value - a.value || (a.code < b.code ? -1 : 1))
  const [best, second] = ranked
  let country: Country | null = remembered.country && isReturnCountry(remembered.country) ? remembered.country : null
  let value = 0
  if (best && best.value >= NEEDED && best.value - (second?.value ?? 0) >= MARGIN) {
    const own = country ? scores.get(country) : undefined
    const mayChange =
      country === null || best.code === country || (best.value >= NEEDED_TO_CHANGE && (!own || strength(own) < best.value - 0.4))
    if (mayChange) {
      country = best.code
      value = best.value
    }
  }
  const present = [...scores].filter(([, score]) => score.here > 0.2).sort((a, b) => b[1].here - a[1].here)[0]
  const elsewhere = [...scores]
    .filter(([code, score]) => !isReturnCountry(code) && score.best > 0.4)
    .sort((a, b) => b[1].best - a[1].best)[0]
  const here = present?.[0] ?? elsewhere?.[0] ?? remembered.here ?? null
  return { country, here, mentions, strength: value }
}
