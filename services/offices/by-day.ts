import Holidays from 'date-holidays'
import { localTime } from './office-hours.ts'

/** Nobody is written to unasked but by day: from this hour until before that one, on the person's own clock. */
const FROM_HOUR = 9
const UNTIL_HOUR = 20
const STEP_MS = 15 * 60_000
const DAY_STEPS = 96
/** Islands so far out that no hour would be by day everywhere; few live there, and 20:00 in the west is late for nobody. */
const FAR = new Set(['Pacific/Honolulu', 'America/Adak', 'Pacific/Easter'])
/** Nobody told us where: by day everywhere that our people are. */
const SOMEWHERE = ['America/Los_Angeles', 'America/Halifax', 'Europe/Madrid']

const known = new Map<string, readonly string[]>()

/**
 * When it is by day for somebody: `now`, or the next moment (ms) when it is. Where they may be in several countries, or a country has
 * several clocks, by day on all of them.
 * Pure.
 * @param places two letters of every country where the person may be; none: not known
 */
export function byDay(places: readonly string[], now: number): number {
  const zones = places.length === 0 ? SOMEWHERE : [...new Set(places.flatMap(zonesOf))]
  for (let step = 0; step < DAY_STEPS * 2; step++) {
    const at = step === 0 ? now : Math.ceil(now / STEP_MS) * STEP_MS + (step - 1) * STEP_MS
    if (zones.every((zone) => isDay(at, zone))) return at
  }
  return now
}

function isDay(at: number, zone: string): boolean {
  const hour = Number(localTime(at, zone).time.split(':')[0])
  return hour >= FROM_HOUR && hour < UNTIL_HOUR
}

function zonesOf(region: string): readonly string[] {
  const cached = known.get(region)
  if (cached) return cached
  const listed = (new Holidays(region.toUpperCase()).getTimezones() ?? []).filter((zone) => !FAR.has(zone))
  const zones = listed.length > 0 ? apart(listed) : SOMEWHERE
  known.set(region, zones)
  return zones
}

/** One zone of each distance from UTC in winter and summer: the others say the same. */
function apart(zones: readonly string[]): string[] {
  const clocks = (zone: string) => [0, 6].map((month) => localTime(Date.UTC(2026, month, 15), zone).time).join()
  return [...new Map(zones.map((zone) => [clocks(zone), zone])).values()]
}
