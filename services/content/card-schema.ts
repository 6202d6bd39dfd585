import { z } from 'zod'
import { COUNTRIES, LANGUAGES, PHASES, PROFILES, TOPICS } from '../../bot/vocabulary.ts'
import { Slug, Source, SourceDate } from './service-schema.ts'

const Prose = z.string().min(2)

const Words = {
  title: Prose,
  short: Prose,
  steps: z.array(Prose).min(1).max(8),
  requires: z.array(Prose).optional(),
  cost: Prose.optional(),
  time: Prose.optional(),
  note: Prose.optional(),
  asks: z.array(z.coerce.string().min(2)).min(8, 'write 8 to 15 ways people really ask it').max(15),
}

const Reference = z.strictObject(Words)

const Translation = z.strictObject({
  ...Words,
  /** draft until a native reviewer has read it. */
  review: z.union([z.literal('draft'), z.strictObject({ by: z.string().min(3), on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) })]),
  /** Fingerprint of the Spanish words that it was made from; written by `npm run content:stamp`. */
  from: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .optional(),
})

/** One question answered, in up to five languages. Spanish is the reference. */
export const CardFile = z.strictObject({
  id: z.string().regex(/^[a-z]{2,3}\.[a-z-]+(\.[a-z0-9-]+)?$/, '<country>.<topic> or <country>.<topic>.<slug>'),
  topic: z.enum(TOPICS),
  country: z.enum([...COUNTRIES, 'any']),
  phases: z.array(z.enum(PHASES)).min(1),
  profiles: z.array(z.enum(PROFILES)).default([]),
  /** How soon the facts must be read again: contacts 90 days, procedure 180, principle 365. */
  review: z.enum(['contacts', 'procedure', 'principle']),
  review_by: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  services: z.array(Slug).default([]),
  dossier: z.array(z.string().regex(/^[a-z-]+\/\d+$/, 'file/index, for example gt/12')).default([]),
  checked_on: SourceDate,
  sources: z.array(Source).min(1),
  es: Reference,
  ...(Object.fromEntries(LANGUAGES.filter((l) => l !== 'es').map((l) => [l, Translation.optional()])) as {
    en: z.ZodOptional<typeof Translation>
    ht: z.ZodOptional<typeof Translation>
    fr: z.ZodOptional<typeof Translation>
    pt: z.ZodOptional<typeof Translation>
  }),
})
export type CardFile = z.infer<typeof CardFile>
export type CardWords = z.infer<typeof Reference>
