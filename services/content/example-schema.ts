import { z } from 'zod'
import { COUNTRIES, CRISIS_KINDS, LANGUAGES, PHASES, PROFILES, ROUTES, TOPICS } from '../../bot/vocabulary.ts'

/** One labelled message of content/examples: what somebody might type, and what it means. */
export const ExampleLine = z.strictObject({
  text: z.string().min(1),
  lang: z.enum(LANGUAGES),
  route: z.enum(ROUTES),
  /** Main need first; none for smalltalk, command and out. */
  topics: z.array(z.enum(TOPICS)),
  /** Only when the message itself shows it. */
  country: z.enum(COUNTRIES).nullable(),
  phase: z.enum(PHASES).nullable(),
  profile: z.array(z.enum(PROFILES)),
  split: z.enum(['train', 'calibration']),
  /** Earlier messages of the same person, oldest first: the line is a follow-up. */
  context: z.array(z.string()).optional(),
})
export type ExampleLine = z.infer<typeof ExampleLine>

/** One line of content/examples-danger: a message that says danger of a kind, or none though its words or its matter come near. */
export const DangerLine = z.strictObject({ text: z.string().min(1), lang: z.enum(LANGUAGES), danger: z.enum(CRISIS_KINDS).nullable() })
