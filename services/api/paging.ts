import { z } from 'zod'
import { PuenteError } from '../errors/index.ts'

const MAX_LIMIT = 100

export const PageQuery = z.object({
  cursor: z.string().max(200).optional().describe('The `next` of the page before'),
  limit: z.coerce.number().int().min(1).max(MAX_LIMIT).default(50),
})

/** A page of something. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next: z.string().nullable().describe('Cursor of the next page; null at the end') })
}

/** Cuts a page out of a list in the order of its keys; what is added or goes between two calls neither doubles nor hides the others. */
export function cutPage<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  query: { readonly cursor?: string | undefined; readonly limit: number },
): { data: T[]; next: string | null } {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const sorted = [...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after)
  const data = rest.slice(0, query.limit)
  const last = data.at(-1)
  return { data, next: last !== undefined && rest.length > data.length ? Buffer.from(`k:${keyOf(last)}`).toString('base64url') : null }
}

function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  if (!text.startsWith('k:')) throw new PuenteError('P1002', { detail: 'cursor' })
  return text.slice(2)
}
