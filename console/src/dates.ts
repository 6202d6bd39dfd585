import { locale } from './i18n.ts'

/** @param timeZone of the place that it concerns; without it the reader's own */
export function dateTime(at: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...zone }).format(at)
}

/** "3 min", "2 h", "4 d": short, for lists. */
export function span(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60 === 0 ? '' : `${minutes % 60} min`}`.trim()
  return `${Math.floor(minutes / 1440)} d`
}

/** "2026-12-01" → "1 dic 2026". */
export function day(date: string): string {
  return new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  )
}
