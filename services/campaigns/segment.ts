import { z } from 'zod'
import { COUNTRIES, LANGUAGES, PHASES, TOPICS } from '../../bot/index.ts'
import type { NewsSegment } from '../store/index.ts'

/** By what people are chosen who agreed to news: kinds, never persons. A field left out asks nothing. */
export const Segment = z.strictObject({
  country: z.enum(COUNTRIES).optional(),
  phase: z.enum(PHASES).optional(),
  lang: z.enum(LANGUAGES).optional(),
  /** Where the person is: a country of ours, or "us", "ca", "es". */
  place: z
    .string()
    .regex(/^[a-z]{2}$/)
    .optional(),
  topic: z.enum(TOPICS).optional(),
  /** The office whose poster or link they came by. */
  entryOffice: z.string().min(1).max(100).optional(),
}) satisfies z.ZodType<NewsSegment>

/** A single message says one thing; longer than this it is not read, and costs. */
const MAX_CHARS = 600
const Words = z.string().trim().min(10).max(MAX_CHARS)

/** The words by language: the office writes at least Spanish and English; who speaks another one is sent nothing until it is there too. */
export const CampaignTexts = z.strictObject({
  es: Words,
  en: Words,
  ht: Words.optional(),
  fr: Words.optional(),
  pt: Words.optional(),
})
export type CampaignTexts = z.infer<typeof CampaignTexts>

export const MAX_PER_MINUTE = 600
export const CampaignWish = z.strictObject({
  name: z.string().trim().min(3).max(80),
  segment: Segment,
  texts: CampaignTexts,
  perMinute: z.number().int().min(1).max(MAX_PER_MINUTE).default(60),
})
export type CampaignWish = z.infer<typeof CampaignWish>

/** The languages that a campaign is written in. */
export function writtenIn(texts: CampaignTexts): (typeof LANGUAGES)[number][] {
  return LANGUAGES.filter((lang) => texts[lang] !== undefined)
}
