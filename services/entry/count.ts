import type { BotEvent } from '../../bot/index.ts'
import { countEntry, type Db } from '../store/index.ts'

/** Counts what became of entry codes in a turn, by day: how many came by a poster, never who. */
export async function countEntries(tx: Db, events: readonly BotEvent[], now: number): Promise<void> {
  const day = dayOf(now)
  for (const { kind, details } of events)
    if (kind === 'entry') await countEntry(tx, { code: String(details.code), outcome: String(details.outcome), day })
}

/** The day of a moment, as uses are counted (UTC). */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10)
}
