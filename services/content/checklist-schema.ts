import { z } from 'zod'
import { COUNTRIES, LANGUAGES, PHASES } from '../../bot/vocabulary.ts'
import { Slug } from './service-schema.ts'

/** A point is read on a small screen among ten others. */
const MAX_CHARS = 70

/** Facts stand in cards: a point says what to do, never a number, an address or a price. */
const Words = z
  .string()
  .min(3)
  .max(MAX_CHARS, `shorten it to ${MAX_CHARS} characters: it is one line of an SMS`)
  .regex(/^[^\d@]*$/, 'take the number or address out: facts stand in the card that the point names')
  .regex(/^(?!.*https?:)/, 'take the link out: it stands in the card that the point names')

const Item = z.strictObject({
  id: Slug,
  /** The card that tells more: whatever states a fact has one. */
  card: z.string().optional(),
  /** Only for people with children. */
  for: z.literal('children').optional(),
  text: z.strictObject(Object.fromEntries(LANGUAGES.map((lang) => [lang, Words])) as Record<(typeof LANGUAGES)[number], typeof Words>),
})

/** What to have in hand in one phase, in one country or in any. */
export const ChecklistFile = z.strictObject({
  id: z.string().regex(/^[a-z]{2,3}\.(before|travel|arrival|after)$/, '<country>.<phase>'),
  country: z.enum([...COUNTRIES, 'any']),
  phase: z.enum(PHASES),
  items: z.array(Item).min(1).max(12),
})
export type ChecklistFile = z.infer<typeof ChecklistFile>
