/** Nobody is written to unasked before or after these hours, where they are. */
const OPENS = 8
const CLOSES = 20
const STEP_MS = 15 * 60_000
/** In every zone we know there is a common hour within a day and a half. */
const MAX_STEPS = 4 * 36

/** Zones of a country: where it has several, all of them must be awake. */
const ZONES: Readonly<Record<string, readonly string[]>> = {
  mx: ['America/Tijuana', 'America/Cancun'],
  gt: ['America/Guatemala'],
  sv: ['America/El_Salvador'],
  hn: ['America/Tegucigalpa'],
  do: ['America/Santo_Domingo'],
  ht: ['America/Port-au-Prince'],
  ni: ['America/Managua'],
  cr: ['America/Costa_Rica'],
  pa: ['America/Panama'],
  us: ['America/Los_Angeles', 'America/New_York'],
  ca: ['America/Vancouver', 'America/Halifax'],
  es: ['Europe/Madrid', 'Atlantic/Canary'],
}
/** Who may be anywhere is written to only when it is day everywhere that our people are. */
const ANYWHERE = ['America/Los_Angeles', 'America/Halifax', 'Europe/Madrid']

const clocks = new Map<string, Intl.DateTimeFormat>()

/**
 * The next moment (ms), not before `at`, at which nobody's quiet hours are disturbed. Pure but for cached formatters.
 * @param places every country where the person may be; an unknown one counts as anywhere
 */
export function nextWakingAt(at: number, places: readonly string[]): number {
  const zones = places.length === 0 ? ANYWHERE : [...new Set(places.flatMap((place) => ZONES[place] ?? ANYWHERE))]
  for (let i = 0, moment = at; i < MAX_STEPS; i++) {
    if (zones.every((zone) => isAwake(moment, zone))) return moment
    moment = (Math.floor(moment / STEP_MS) + 1) * STEP_MS
  }
  return at + STEP_MS * MAX_STEPS
}

function isAwake(at: number, zone: string): boolean {
  const hour = hourIn(at, zone)
  return hour >= OPENS && hour < CLOSES
}

function hourIn(at: number, zone: string): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' })
    clocks.set(zone, clock)
  }
  return Number(clock.format(at))
}
