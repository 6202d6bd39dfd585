import { z } from 'zod'
import { LANGUAGES, PHASES, PROFILES, TOPICS } from '../vocabulary.ts'

const names = z.array(z.string().min(1)).default([])

/** Names that point to one place of the world; `name~0.3` says that the name is weaker evidence than usual. */
const placesSchema = z.strictObject({
  names,
  demonyms: names,
  regions: names,
  cities: names,
  institutions: names,
  weak: names,
})

const meantToWritten = z.record(z.string(), z.array(z.string()))

/** The language data that curators keep in content/language, as one value. */
export const languageDataSchema = z.strictObject({
  spelling: z.record(z.enum(LANGUAGES), z.strictObject({ words: meantToWritten, joined: meantToWritten })),
  tellingWords: z.record(z.enum(LANGUAGES), z.array(z.string())),
  /** Words that join two needs, by language. */
  connectors: z.record(z.enum(LANGUAGES), z.array(z.string().min(1))),
  /** Topics that are told before others, the most urgent first. */
  urgentFirst: z.array(z.enum(TOPICS)),
  otherLanguages: z.record(z.string(), z.array(z.string())),
  /** By country code; the nine countries of return and those where people live before. */
  places: z.record(z.string(), placesSchema),
  /** By country code: "Name~thousands of inhabitants". */
  towns: z.record(z.string(), z.array(z.string())),
  phases: z.record(z.enum(PHASES), z.array(z.string())),
  profiles: z.record(z.enum(PROFILES), z.array(z.string())),
  countryBound: z.record(z.enum(TOPICS), z.number().min(0).max(1)),
})
export type LanguageData = z.infer<typeof languageDataSchema>
