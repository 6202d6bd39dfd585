import { beforeAll, describe, expect, test } from '@jest/globals'
import { array, assert, constantFrom, integer, property } from 'fast-check'
import { CODE_ALPHABET, drawCode, type EntryWords, editDistance, isMadeCode } from '../../bot/index.ts'
import { isVulgar, loadEntryWords } from '../../services/entry/index.ts'

let words: EntryWords
beforeAll(async () => {
  words = await loadEntryWords('content')
})

/** Every code that can be made: few enough to look at all. */
function everyCode(): string[] {
  const digits = [...CODE_ALPHABET].map((_, i) => i)
  return digits.flatMap((a) =>
    digits.flatMap((b) =>
      digits.flatMap((c) => {
        const draws = [a, b, c]
        return drawCode(() => draws.shift() ?? 0) ?? []
      }),
    ),
  )
}

/** By the book, to hold the quick one against. */
function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}

const LOOK_ALIKE = ['0O', '0Q', '0D', 'OQ', 'OD', '1I', '1L', 'IL', '5S', '2Z', '8B', '8Z', '6G', 'UV', 'MN', 'EF', 'CG', '38'] as const

describe('made codes', () => {
  const all = everyCode()

  test('are enough for every consulate, shelter and campaign', () => {
    expect(all.length).toBeGreaterThan(1500)
    expect(new Set(all).size).toBe(all.length)
  })

  test('begin with a letter, hold a digit, no vowel, and nothing outside GSM-7', () => {
    expect(all.filter((code) => !/^[A-Z](?=.*\d)[CDFHJKMPRTWXY3479]{3}$/.test(code))).toEqual([])
  })

  test('no two letters of the alphabet are taken for one another', () => {
    expect(LOOK_ALIKE.filter(([a, b]) => CODE_ALPHABET.includes(a as string) && CODE_ALPHABET.includes(b as string))).toEqual([])
  })

  test('any two differ by two edits at least: all pairs', () => {
    const close = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => editDistance(a, b) < 2)
        .map((b) => `${a} ${b}`),
    )
    expect(close).toEqual([])
  })

  test('one wrong letter or two that changed places is never another code', () => {
    const letter = constantFrom(...CODE_ALPHABET)
    assert(
      property(constantFrom(...all), integer({ min: 0, max: 3 }), letter, (code, at, wrong) => {
        if (code[at] === wrong) return true
        const typed = code.slice(0, at) + wrong + code.slice(at + 1)
        const swapped = code.slice(0, at) + [...code.slice(at, at + 2)].reverse().join('') + code.slice(at + 2)
        return !isMadeCode(typed) && (swapped === code || !isMadeCode(swapped))
      }),
      { numRuns: 20_000 },
    )
  })

  test('the quick distance is that of the book', () => {
    const word = array(constantFrom(...'MX7K9'), { maxLength: 6 }).map((letters) => letters.join(''))
    assert(
      property(word, word, (a, b) => editDistance(a, b) === Math.min(2, levenshtein(a, b))),
      { numRuns: 20_000 },
    )
  })

  test('vulgar ones are held back, also with digits read as letters; decent words are not', () => {
    expect(['FCK7', 'PT4X', 'M3RD', 'K4K4', 'PUTAS', 'MIERDA', 'FDP9'].filter((code) => !isVulgar(code, words.vulgar))).toEqual([])
    expect(['MX7K', 'HOUSTON', 'CONSULADO', 'TAPACHULA', 'HAITI'].filter((code) => isVulgar(code, words.vulgar))).toEqual([])
    const kept = all.filter((code) => !isVulgar(code, words.vulgar))
    expect(kept.length).toBeGreaterThan(1000)
  })
})
