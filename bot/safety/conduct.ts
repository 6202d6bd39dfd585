import { z } from 'zod'
import { ABUSE_KINDS } from './types.ts'

const Review = z.union([z.literal('draft'), z.strictObject({ by: z.string(), on: z.string() })])
const Words = z.strictObject({ es: z.string(), en: z.string(), ht: z.string(), fr: z.string(), pt: z.string() })

export const CONDUCT_KEYS = [...ABUSE_KINDS, 'flood', 'discreet', 'discreet-off', 'gate-stopped'] as const

/** content/safety/conduct.yaml: the fixed sentences that are no crisis text. */
export const ConductFile = z.strictObject({
  review: z.strictObject({ es: Review, en: Review, ht: Review, fr: Review, pt: Review }),
  sentences: z.strictObject(
    Object.fromEntries(CONDUCT_KEYS.map((key) => [key, Words])) as Record<(typeof CONDUCT_KEYS)[number], typeof Words>,
  ),
})
export type ConductFile = z.infer<typeof ConductFile>
