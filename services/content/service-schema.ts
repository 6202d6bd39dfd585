import { z } from 'zod'
import { COUNTRIES, LANGUAGES } from '../../bot/vocabulary.ts'

/** Dates as sources give them: a year, a month or a day; or "unknown". */
export const SourceDate = z
  .string()
  .regex(/^(unknown|\d{4}(-\d{2}(-\d{2})?)?)$/, 'write "2024", "2024-06", "2024-06-30" or "unknown" (in quotes)')

export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens only')

/** What may stand behind a link: nothing that a browser would run. */
const WebUrl = z.url({ protocol: /^https?$/ })

export const Source = z.strictObject({
  url: z.union([z.literal(''), WebUrl]),
  publisher: z.string().min(2),
  /** As the dossier gives it; may hold a remark ("unknown (2021)"). */
  published: z.coerce.string().min(4),
  kind: z.enum(['government', 'igo', 'ngo', 'news', 'seed']),
})

/** A text per language; Spanish is always there. */
export const LocalText = z.strictObject({
  es: z.string().min(1),
  ...Object.fromEntries(LANGUAGES.filter((l) => l !== 'es').map((l) => [l, z.string().min(1).optional()])),
}) as z.ZodType<{ es: string; en?: string; ht?: string; fr?: string; pt?: string }>
export type LocalText = z.infer<typeof LocalText>

const Phone = z.strictObject({
  id: Slug,
  number: z.string().regex(/^(\+[1-9]\d{6,14}|[*#]?\d{2,6})$/, 'E.164 ("+50422…") or a short code ("911", "*211")'),
  kind: z.enum(['voice', 'short-code', 'whatsapp', 'sms', 'fax']).default('voice'),
  /** From where the line can be reached, as far as a source says. */
  reach: z.enum(['inside', 'outside', 'both', 'unknown']).default('unknown'),
  label: LocalText.optional(),
})

const Opening = z.union([
  z.strictObject({ always: z.literal(true) }),
  z.strictObject({
    days: z.array(z.enum(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'])).min(1),
    opens: z.string().regex(/^\d{2}:\d{2}$/),
    closes: z.string().regex(/^\d{2}:\d{2}$/),
  }),
])
export type Opening = z.infer<typeof Opening>

const Fee = z.union([
  z.strictObject({ id: Slug, free: z.literal(true), as_of: SourceDate.optional() }),
  z.strictObject({
    id: Slug,
    amount: z.number().nonnegative(),
    currency: z.enum(['USD', 'MXN', 'GTQ', 'HNL', 'DOP', 'HTG', 'NIO', 'CRC', 'PAB']),
    as_of: SourceDate.optional(),
  }),
])
export type Fee = z.infer<typeof Fee>

/** One office, line, shelter or programme: the form of HSDS 3.0 (organization, service, location, phone, schedule, cost). */
export const ServiceRecord = z.strictObject({
  id: Slug,
  country: z.enum([...COUNTRIES, 'us', 'any']),
  kind: z.enum(['government', 'igo', 'ngo', 'shelter', 'line', 'programme', 'consulate']),
  name: LocalText,
  unit: LocalText.optional(),
  description: LocalText.optional(),
  phones: z.array(Phone).default([]),
  emails: z.array(z.email()).default([]),
  urls: z.array(WebUrl).default([]),
  address: z.strictObject({ text: z.string().optional(), city: z.string().optional(), region: z.string().optional() }).optional(),
  schedule: z.array(Opening).default([]),
  fees: z.array(Fee).default([]),
  values: z.record(Slug, z.union([z.string().min(1), LocalText])).default({}),
  eligibility: LocalText.optional(),
  required_documents: LocalText.optional(),
  languages: z.array(z.string().min(2)).default([]),
  area_served: LocalText.optional(),
  /** Who has called or visited after the import: from then on the record may differ from the dossier. */
  verified: z.strictObject({ by: z.string().min(3), on: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }).optional(),
  assured_date: SourceDate,
  confidence: z.enum(['high', 'medium']),
  alert: LocalText.optional(),
  sources: z.array(Source).min(1),
  /** The identifier that the record has in the directory that it came from; ours is made from `id`. */
  hsds_id: z.uuid().optional(),
})
export type ServiceRecord = z.infer<typeof ServiceRecord>
