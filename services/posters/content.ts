import type { Lang } from '../../bot/index.ts'
import type { WayIn } from './links.ts'

/** What stands on a poster, whatever its size. */
export interface PosterContent {
  readonly lang: Lang
  readonly code: string
  readonly office: string
  readonly ways: readonly WayIn[]
  readonly text: (key: string, params?: Readonly<Record<string, string>>) => string
}

const NO_BREAK = '\u00a0'

/** "+1 500 555 0006": digits in groups are copied by hand with fewer faults; they stay on one line. */
export function grouped(number: string): string {
  const us = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number)
  if (us) return ['+1', us[1], us[2], us[3]].join(NO_BREAK)
  const digits = number.replace('+', '')
  if (digits.length < 7) return number
  return `+${digits.slice(0, 2)} ${digits.slice(2).replace(/(\d{2,4})(?=(\d{4})+$)/g, '$1 ')}`.replaceAll(' ', NO_BREAK)
}
