import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { FEWEST, told, toldRows, toldSum } from '../../services/figures/index.ts'

interface Bounds {
  readonly low: number
  readonly high: number
}

/** All that a told part leaves open: nothing to four where it is hidden, five counts where it is told. */
const partBounds = (part: number): Bounds => ({ low: told(part) ?? 0, high: (told(part) ?? 0) + 4 })

/** All that a told sum leaves open to somebody who knows how it is made: it may have been lowered by a step. */
function sumBounds(sum: number | null): Bounds {
  return { low: sum ?? 0, high: (sum ?? 0) + 9 }
}

/** What somebody who subtracts learns of one part from the sum and the others. */
function subtract(part: Bounds, others: readonly Bounds[], sum: Bounds): Bounds {
  const low = others.reduce((rest, other) => rest + other.low, 0)
  const high = others.reduce((rest, other) => rest + other.high, 0)
  return { low: Math.max(part.low, sum.low - high), high: Math.min(part.high, sum.high - low) }
}

const counts = fc.array(fc.oneof(fc.nat({ max: 9 }), fc.constant(4), fc.nat({ max: 60 })), { minLength: 1, maxLength: 31 })

describe('small cells', () => {
  test('a number under five is never told, and one more person seldom changes what is told', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000 }), (count) => {
        const shown = told(count)
        if (count < FEWEST) expect(shown).toBeNull()
        else {
          expect(shown).toBeLessThanOrEqual(count)
          expect((shown as number) % 5).toBe(0)
          expect(count - (shown as number)).toBeLessThan(5)
        }
      }),
    )
  })

  test('subtracting the told parts from the told sum tells no hidden part', () => {
    fc.assert(
      fc.property(counts, (parts) => {
        const sum = toldSum(
          parts.reduce((all, part) => all + part, 0),
          parts,
        )
        parts.forEach((part, at) => {
          if (part >= FEWEST) return
          const learned = subtract(partBounds(part), parts.filter((_, i) => i !== at).map(partBounds), sumBounds(sum))
          // Nobody can say that there was anybody, nor that there were fewer than four.
          expect(learned).toEqual({ low: 0, high: 4 })
        })
      }),
      { numRuns: 2000 },
    )
  })

  test('parts that could only all be four do not give themselves away by their sum', () => {
    expect(toldSum(20, [4, 4, 4, 4, 4])).toBe(15)
    expect(
      toldSum(
        40,
        Array.from({ length: 10 }, () => 4),
      ),
    ).toBe(35)
    expect(toldSum(23, [23])).toBe(20)
  })

  test('days, weeks and the month together tell no hidden day', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 28, maxLength: 28 }), (days) => {
        const weeks = [0, 7, 14, 21].map((from) => days.slice(from, from + 7))
        const total = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)
        const month = Math.min(toldSum(total(days), days) ?? 0, toldSum(total(days), weeks.map(total)) ?? 0) || null
        const dayBounds = days.map(partBounds)
        // Back and forth between the three tables until nothing more is learned.
        for (let round = 0; round < 4; round++) {
          const weekBounds = weeks.map((week, w) => {
            const told = sumBounds(toldSum(total(week), week))
            const own = dayBounds.slice(w * 7, w * 7 + 7)
            return { low: Math.max(told.low, total(own.map((b) => b.low))), high: Math.min(told.high, total(own.map((b) => b.high))) }
          })
          const learned = weekBounds.map((week, w) =>
            subtract(
              week,
              weekBounds.filter((_, i) => i !== w),
              sumBounds(month),
            ),
          )
          dayBounds.forEach((bounds, d) => {
            const w = Math.floor(d / 7)
            const others = dayBounds.slice(w * 7, w * 7 + 7).filter((_, i) => i !== d % 7)
            dayBounds[d] = subtract(bounds, others, learned[w] as Bounds)
          })
        }
        days.forEach((day, d) => {
          if (day < FEWEST) expect((dayBounds[d] as Bounds).high - (dayBounds[d] as Bounds).low).toBeGreaterThanOrEqual(2)
        })
      }),
      { numRuns: 500 },
    )
  })

  test('a row of few people is left out with all its numbers, and few of something is hidden in a row that stays', () => {
    const rows = [
      { value: 'passport', people: 12, questions: 31, unanswered: 2 },
      { value: 'asylum', people: 4, questions: 40, unanswered: 9 },
    ]
    expect(toldRows(rows, 'people', ['people', 'questions', 'unanswered'])).toEqual([
      { value: 'passport', counts: { people: 10, questions: 30, unanswered: null } },
    ])
  })
})
