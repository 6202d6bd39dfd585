import { z } from 'zod'

/** One setting: its schema with default, what it is for, and how to fix a wrong value. `.env.example` is generated from this table. */
export interface Setting {
  readonly schema: z.ZodType
  readonly doc: string
  readonly fix: string
  readonly example: string
  readonly group: string
}

export const flag = z.enum(['true', 'false']).transform((v) => v === 'true')
export const integer = (min: number, max: number, preset: number) => z.coerce.number().int().min(min).max(max).default(preset)
/** "a.example.org,b.example.org" */
export const hosts = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^[a-z0-9.-]+$/)))
