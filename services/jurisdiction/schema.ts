import { z } from 'zod'
import { HOSTS, NETWORKS, PlaceCode } from '../../bot/consulates/index.ts'
import { Slug, Source, SourceDate } from '../content/index.ts'

const DossierId = z.string().regex(/^[a-z-]+\/\d+$/, 'file/index of a record in content/dossier')

/** A service record and, where one of its numbers is meant, the id of that number; without it the record's page. */
const Contact = z.strictObject({ service: Slug, phone: Slug.optional() })

/** A consular network: content/jurisdiction/<country>.yaml. What no source says does not stand in it. */
export const NetworkFile = z.strictObject({
  country: z.enum(NETWORKS),
  /** The reviewed card on the network: people are pointed to its page for all sources. */
  card: z.string().min(3),
  hosts: z.array(z.enum(HOSTS)).min(1),
  /** A card that is told beside the answer to people in that country. */
  beside: z.partialRecord(z.enum(HOSTS), z.string().min(3)).optional(),
  /** Whom to ask where no list tells which consulate serves a state. */
  general: z.strictObject({
    services: z.array(Slug).min(1),
    emergency: Contact.optional(),
    appointments: Contact.optional(),
    dossier: z.array(DossierId).min(1),
    checked_on: SourceDate,
    /** Limit after somebody has checked the facts; without it checked_on and 90 days. */
    review_by: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
    sources: z.array(Source).min(1),
  }),
  /** States of which a source says which consulates serve them. */
  lists: z
    .array(z.strictObject({ places: z.array(PlaceCode).min(1), services: z.array(Slug).min(1), dossier: DossierId, source: Source }))
    .default([]),
  /** Consulates that a source names in a state, without saying whom they serve. */
  seats: z
    .array(z.strictObject({ place: PlaceCode, city: z.string().min(2), service: Slug.optional(), dossier: DossierId, source: Source }))
    .default([]),
})
export type NetworkFile = z.infer<typeof NetworkFile>
