import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'

/** "2024-06" → "jun 2024"; "2024" → "2024"; "unknown" → undefined. Short enough for an SMS, unambiguous in every country. */
export function dateWords(date: string, lang: Lang, ports: Ports): string | undefined {
  const [year, month, day] = date.split('-')
  if (!year || date === 'unknown') return undefined
  if (!month) return year
  const name = ports.text(lang, `months.${Number(month) - 1}`)
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`
}
