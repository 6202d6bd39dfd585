import { z } from 'zod'
import {
  type CountedPeople as Counted,
  countPeopleOfCases,
  countPeopleOfReferrals,
  countPeopleUnanswered,
  type Db,
} from '../store/index.ts'

export const IndicatorCell = z.object({
  indicator: z.string(),
  by: z.string(),
  value: z.string(),
  people: z.number().int().min(5).nullable().describe('null: fewer than five people, or hidden so that such a cell cannot be reckoned'),
})
type IndicatorCell = z.infer<typeof IndicatorCell>

/** One indicator of an office over everything before a moment: people by value. A new one is a line in INDICATORS. */
interface Indicator {
  readonly name: string
  readonly by: string
  readonly count: (db: Db, officeId: string, before: number) => Promise<Counted[]>
}

const INDICATORS: readonly Indicator[] = [
  ...(['country', 'topic', 'lang', 'channel'] as const).map((by) => ({
    name: 'hand-offs',
    by,
    count: (db: Db, officeId: string, before: number) => countPeopleOfCases(db, officeId, by, before),
  })),
  { name: 'referrals', by: 'state', count: countPeopleOfReferrals },
  { name: 'unanswered', by: 'topic', count: (db, _officeId, before) => countPeopleUnanswered(db, before) },
]

const MIN_PEOPLE = 5

/**
 * What an institution can read about its work: people, up to the end of the last month, so that asking twice does not tell who came
 * between. No totals are given, and a breakdown never has exactly one hidden cell: the sum of the others elsewhere would tell it.
 */
export async function readIndicators(db: Db, officeId: string, now: Date): Promise<IndicatorCell[]> {
  const before = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)
  const cells: IndicatorCell[] = []
  for (const { name, by, count } of INDICATORS)
    cells.push(...suppress(await count(db, officeId, before)).map((cell) => ({ indicator: name, by, ...cell })))
  return cells
}

/** Hides cells under five people, and the smallest other one when only one would be hidden. */
export function suppress(counted: readonly Counted[]): { value: string; people: number | null }[] {
  const sorted = [...counted].sort((a, b) => a.people - b.people)
  const small = sorted.filter((cell) => cell.people < MIN_PEOPLE).length
  const hidden = new Set(sorted.slice(0, small === 1 ? 2 : small).map((cell) => cell.value))
  return counted.map(({ value, people }) => ({ value, people: hidden.has(value) ? null : people }))
}
