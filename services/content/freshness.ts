import type { CardFile } from './card-schema.ts'

const REVIEW_DAYS = { contacts: 90, procedure: 180, principle: 365 } as const
const DAY_MS = 86_400_000

export type Freshness = 'current' | 'grace' | 'expired'

/** The day from which the facts of a card may no longer be told as current; undefined when no source is dated. */
export function reviewBy(card: Pick<CardFile, 'review' | 'review_by' | 'checked_on'>): Date | undefined {
  if (card.review_by) return new Date(`${card.review_by}T00:00:00Z`)
  const checked = startOfPeriod(card.checked_on)
  return checked && new Date(checked.getTime() + REVIEW_DAYS[card.review] * DAY_MS)
}

/**
 * Whether a card may be told as current, only with the date of its facts (grace), or not at all.
 * A card without a dated source is never current.
 * @param graceUntil the operator's CONTENT_GRACE_UNTIL (its last day counts)
 */
export function freshness(card: Pick<CardFile, 'review' | 'review_by' | 'checked_on'>, now: Date, graceUntil: Date | undefined): Freshness {
  const due = reviewBy(card)
  if (due && now.getTime() < due.getTime()) return 'current'
  return graceUntil && now.getTime() < graceUntil.getTime() + DAY_MS ? 'grace' : 'expired'
}

/** "2024", "2024-06", "2024-06-30" → the first day of it in UTC (the careful reading); undefined for "unknown". */
export function startOfPeriod(date: string): Date | undefined {
  const [year, month = '01', day = '01'] = date.split('-')
  return year && /^\d{4}$/.test(year) ? new Date(`${year}-${month}-${day}T00:00:00Z`) : undefined
}

/** The dated part of what a source says of its publication: "unknown (hacia 2021)" is not dated. */
export function datedPart(published: string): string | undefined {
  return /^\d{4}(-\d{2}(-\d{2})?)?/.exec(published)?.[0]
}
