import { z } from 'zod'
import { CRISIS_KINDS, type CrisisKind, LANGUAGES, type Lang } from '../vocabulary.ts'
import type { CrisisReply } from './types.ts'

/** Where there is a person who may be in danger: the nine countries of the programme and three where people live. */
export const PLACES = ['mx', 'gt', 'sv', 'hn', 'do', 'ht', 'ni', 'cr', 'pa', 'us', 'ca', 'es'] as const
export type Place = (typeof PLACES)[number]

const Words = z.strictObject({ es: z.string(), en: z.string(), ht: z.string(), fr: z.string(), pt: z.string() })
const ByKind = <T extends z.ZodType>(value: T) =>
  z.strictObject(Object.fromEntries(CRISIS_KINDS.map((kind) => [kind, value])) as Record<CrisisKind, T>)
const Review = z.union([z.literal('draft'), z.strictObject({ by: z.string(), on: z.string() })])

const Line = z.strictObject({
  /** As shown; the same digits and signs as in content/dossier/crisis.yaml, kind `dossier`. */
  number: z.string(),
  dossier: z.enum(['emergency', 'suicide-mental-health', 'women', 'trafficking', 'child']),
  /** What to call it, when the number does not explain itself; {n} stands where the number goes, if not at the end. */
  name: Words.optional(),
})

/** content/safety/lines.yaml: which numbers are named first and second, per place and kind of danger. */
export const CrisisLinesFile = z.strictObject({
  review: Review,
  places: z.record(
    z.enum(PLACES),
    z.strictObject({
      lines: z.record(z.string(), Line),
      kinds: ByKind(z.array(z.string()).min(1).max(2)),
    }),
  ),
})

/** content/safety/crisis-texts.yaml: what is said. */
export const CrisisTextsFile = z.strictObject({
  review: z.strictObject({ es: Review, en: Review, ht: Review, fr: Review, pt: Review }),
  /** How the numbers are named: {a} the first, {b} the second. */
  call: z.strictObject({ one: Words, two: Words, unknown: Words }),
  kinds: ByKind(z.strictObject({ opening: Words, advice: Words })),
  offer: Words,
})

export interface CrisisTexts {
  readonly lines: z.infer<typeof CrisisLinesFile>
  readonly texts: z.infer<typeof CrisisTextsFile>
}

/**
 * The fixed answer to danger, made of reviewed sentences: opening, whom to call, one thing to do, one offer.
 * @param where "mx", "us"…; a place that we have no numbers for gets the text that names none
 */
export function crisisReply(kind: CrisisKind, where: string | undefined, lang: Lang, { lines, texts }: CrisisTexts): CrisisReply {
  const place = PLACES.find((p) => p === where)
  const at = place && lines.places[place]
  const chosen = at ? at.kinds[kind].flatMap((id) => at.lines[id] ?? []) : []
  const called = chosen.map((line) => (line.name ? withName(line.name[lang], line.number) : line.number))
  const { opening, advice } = texts.kinds[kind]
  const form = called.length === 0 ? texts.call.unknown : called.length === 1 ? texts.call.one : texts.call.two
  const call = form[lang].replace('{a}', () => called[0] ?? '').replace('{b}', () => called[1] ?? '')
  const joined = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
  const withoutOffer = joined(opening[lang], call, advice[lang])
  return { text: joined(withoutOffer, texts.offer[lang]), numbers: chosen.map((line) => line.number), withoutOffer, call }
}

function withName(name: string, number: string): string {
  return name.includes('{n}') ? name.replace('{n}', () => number) : `${name} ${number}`
}

/** Every text there is, for the book and the tests. */
export function allCrisisReplies(data: CrisisTexts): { kind: CrisisKind; where: Place | undefined; lang: Lang; reply: CrisisReply }[] {
  return [...PLACES, undefined].flatMap((where) =>
    CRISIS_KINDS.flatMap((kind) => LANGUAGES.map((lang) => ({ kind, where, lang, reply: crisisReply(kind, where, lang, data) }))),
  )
}
