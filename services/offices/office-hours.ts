import Holidays from 'date-holidays'
import type { LocalTime } from '../../bot/index.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof DAYS)[number]
/** As people write a week. */
export const WEEKDAYS: readonly Weekday[] = [...DAYS.slice(1), 'sun']
const DAY_MS = 86_400_000
/** Offices that do not open within this have no next opening that anybody should be told. */
const LOOK_AHEAD_DAYS = 21

/** Opening hours by weekday, on the office's own clock: {"mon": [["08:00", "17:00"]]}. */
export type Hours = Readonly<Partial<Record<Weekday, readonly (readonly [string, string])[]>>>

export interface Opening {
  readonly hours: Hours
  readonly timezone: string
  /** Countries whose public holidays the office keeps: "MX". */
  readonly holidays: readonly string[]
  /** Days on which it is shut besides those, and holidays on which it is open all the same. */
  readonly closedOn?: readonly string[]
  readonly openOn?: readonly string[]
  /** The last day on which it is shut for now, as its notice tells ("closed by snow"). */
  readonly closedUntil?: string | undefined
}

/** Whether an office is open at a moment (ms), and when it opens next when it is not. */
export function openingAt(office: Opening, now: number): { readonly isOpen: boolean; readonly opensAt: number | undefined } {
  for (let day = 0; day <= LOOK_AHEAD_DAYS; day++) {
    const date = localTime(now + day * DAY_MS, office.timezone).date
    if (isShut(office, date)) continue
    for (const [from, to] of intervals(office, date)) {
      if (from <= now && now < to) return { isOpen: true, opensAt: undefined }
      if (from > now) return { isOpen: false, opensAt: from }
    }
  }
  return { isOpen: false, opensAt: undefined }
}

/** When an office that answers within `minutes` of its open hours will have answered at the latest (ms). */
export function promisedAt(office: Opening, now: number, minutes: number): number {
  const { isOpen, opensAt } = openingAt(office, now)
  return (isOpen ? now : (opensAt ?? now + DAY_MS)) + minutes * 60_000
}

/** A moment (ms) on the clock of a place. */
export function localTime(at: number, timezone: string): LocalTime {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]))
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${Number(part.hour)}:${part.minute}` }
}

/** Public holidays of an office's countries from a day on, in the order of the days. */
export function holidaysFrom(
  office: Pick<Opening, 'holidays'>,
  from: string,
  ask: { readonly days: number; readonly lang: string },
): readonly { readonly date: string; readonly country: string; readonly name: string }[] {
  const until = new Date(Date.parse(`${from}T00:00:00Z`) + ask.days * DAY_MS).toISOString().slice(0, 10)
  const years = [...new Set([from, until].map((date) => Number(date.slice(0, 4))))]
  return office.holidays
    .flatMap((country) =>
      years.flatMap((year) =>
        new Holidays(country, { types: ['public'] })
          .getHolidays(year, ask.lang)
          .map(({ date, name }) => ({ date: date.slice(0, 10), country, name })),
      ),
    )
    .filter(({ date }) => date >= from && date <= until)
    .sort((a, b) => a.date.localeCompare(b.date) || a.country.localeCompare(b.country))
}

/** The weekday of a date. */
export function weekdayOf(date: string): Weekday {
  return DAYS[new Date(`${date}T12:00:00Z`).getUTCDay()] ?? 'mon'
}

function isShut(office: Opening, date: string): boolean {
  if (office.closedUntil !== undefined && date <= office.closedUntil) return true
  if (office.closedOn?.includes(date)) return true
  return isHoliday(office.holidays, date) && !office.openOn?.includes(date)
}

function intervals({ hours, timezone }: Opening, date: string): [number, number][] {
  return (hours[weekdayOf(date)] ?? [])
    .map(([from, to]): [number, number] => [instant(date, from, timezone), instant(date, to, timezone)])
    .sort((a, b) => a[0] - b[0])
}

/** The moment when a clock in a place shows this: guessed in UTC, then moved by what the clock shows there. */
function instant(date: string, time: string, timezone: string): number {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  let guess = wanted
  for (let i = 0; i < 2; i++) {
    const shown = localTime(guess, timezone)
    guess += wanted - Date.parse(`${shown.date}T${shown.time.padStart(5, '0')}:00Z`)
  }
  return guess
}

const known = new Map<string, ReadonlySet<string>>()

/** Public holidays of the countries, by the tables of date-holidays. */
function isHoliday(countries: readonly string[], date: string): boolean {
  return countries.some((country) => {
    const key = `${country}-${date.slice(0, 4)}`
    const days =
      known.get(key) ??
      new Set(new Holidays(country, { types: ['public'] }).getHolidays(Number(date.slice(0, 4))).map((h) => h.date.slice(0, 10)))
    known.set(key, days)
    return days.has(date)
  })
}
