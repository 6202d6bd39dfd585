const DAY_MS = 86_400_000
const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** A day so many days later: "2026-11-30" + 1 is "2026-12-01". */
export function plusDays(day: string, days: number): string {
  return dayOf(noon(day) + days * DAY_MS)
}

/** Both days and those between them. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = plusDays(day, 1)) days.push(day)
  return days
}

/** The first and the last day of a month ("2026-11"). */
export function monthSpan(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return { from: `${month}-01`, to: dayOf(Date.UTC(year, number, 0, 12)) }
}

/** Monday of the week that a day lies in. */
export function mondayOf(day: string): string {
  return plusDays(day, -((new Date(noon(day)).getUTCDay() + 6) % 7))
}
