import { z } from 'zod'
import { LANGUAGES } from '../vocabulary.ts'

/** The countries whose consular networks stand in content/jurisdiction. */
export const NETWORKS = ['mx', 'gt', 'sv', 'hn', 'do', 'ht'] as const
export type Network = (typeof NETWORKS)[number]

/** Where the networks serve. A place is a state of one of them: "us-OH", "mx-CHP". */
export const HOSTS = ['us', 'mx'] as const
export type Host = (typeof HOSTS)[number]

const StateCode = z.string().regex(/^[A-Z]{2,3}$/, 'the code of ISO 3166-2 without the country: OH, CHP')
export const PlaceCode = z.string().regex(/^(us|mx)-[A-Z]{2,3}$/, 'us-OH, mx-CHP')

const Name = z.strictObject({
  es: z.string().min(1),
  ...Object.fromEntries(['en', 'ht', 'fr', 'pt'].map((l) => [l, z.string().optional()])),
})
const State = z.strictObject({ name: Name, also: z.array(z.string().min(1)) })
export const StatesFile = z.strictObject({ us: z.record(StateCode, State), mx: z.record(StateCode, State) })

/** State → its telephone area codes. */
export const AreaCodesFile = z.record(StateCode, z.array(z.number().int().min(200).max(999)))

/** State → lines of "Name~thousands of inhabitants, …". */
const Cities = z.record(StateCode, z.array(z.string().min(1)))
export const CitiesFile = z.strictObject({ us: Cities, mx: Cities, also: z.record(PlaceCode, z.string().min(1)) })

/** State → lines of names. */
export const CountiesFile = z.record(StateCode, z.array(z.string().min(1)))

const Patterns = z.array(z.string().min(1)).min(1)
const Questions = z.strictObject({
  spelling: z.record(z.string(), z.array(z.string())),
  concepts: z.record(z.string(), Patterns),
  /** Which consulate is mine. */
  mine: Patterns,
  /** How to reach a consulate: answered here only where a place is named. */
  contact: Patterns,
  unless: Patterns,
})
export const QuestionsFile = z.strictObject({
  questions: z.record(z.enum(LANGUAGES), Questions),
  /** A message that holds a consulate and none of these begins is not looked at closer. */
  hints: z.array(z.string().min(3)).min(1),
  /** Words around a place that say nothing else than where somebody lives. */
  fillers: z.array(z.string().min(1)),
  /** The place after these is where somebody comes from. */
  origin: z.array(z.string().min(1)),
  /** Beside these a name is a county. */
  county: z.array(z.string().min(1)),
})

export interface PlaceData {
  readonly states: z.infer<typeof StatesFile>
  readonly areaCodes: z.infer<typeof AreaCodesFile>
  readonly cities: z.infer<typeof CitiesFile>
  readonly counties: z.infer<typeof CountiesFile>
  readonly words: Pick<z.infer<typeof QuestionsFile>, 'fillers' | 'origin' | 'county'>
}
export type QuestionData = Pick<z.infer<typeof QuestionsFile>, 'questions' | 'hints'>
