import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CompactIndex } from '../../services/knowledge/compact-index.ts'
import { compactWords, createWordIndex, miniSearchWords, type WordIndex } from '../../services/knowledge/word-index.ts'

const scoresOf = (index: WordIndex, question: string, count: number, weight = 1) => {
  const scores = new Float32Array(count)
  index.addCoverage(question.split(' '), weight, scores)
  return [...scores]
}
const split = (passages: readonly string[]) => passages.map((passage) => passage.split(' ').filter(Boolean))

describe('the two ways to weigh words', () => {
  // Different words, so that no passage repeats one: MiniSearch measures a passage by its different words.
  const vocabulary = ['acta', 'dpi', 'registro', 'pago', 'oficina', 'madre', 'hijo', 'avion', 'cita', 'papel']
  const passage = fc.uniqueArray(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '))

  test('typed arrays give what MiniSearch gives, to five digits', () => {
    fc.assert(
      fc.property(fc.array(passage, { minLength: 1, maxLength: 12 }), passage, (passages, question) => {
        const known = question.split(' ').filter((word) => passages.some((p) => p.split(' ').includes(word)))
        const compact = scoresOf(compactWords('es', split(passages)), known.join(' '), passages.length)
        const mini = scoresOf(miniSearchWords('es', split(passages)), known.join(' '), passages.length)
        compact.forEach((score, i) => void expect(score).toBeCloseTo(mini[i] ?? Number.NaN, 5))
      }),
    )
  })

  test('a passage in another language (no words here) neither scores nor counts', () => {
    for (const make of [compactWords, miniSearchWords]) {
      expect(scoresOf(make('es', [['acta'], [], ['pago']]), 'acta', 3)).toEqual([expect.closeTo(1, 1), 0, 0])
      expect(scoresOf(make('es', [['acta'], [], ['pago']]), 'acta', 3)[0]).toBe(scoresOf(make('es', [['acta'], ['pago']]), 'acta', 2)[0])
    }
  })

  test('more than five thousand passages go to the typed arrays, and are found the same', () => {
    const many = Array.from({ length: 5001 }, (_, i) => [`palabra${i}`, 'comun'])
    const index = createWordIndex('es', many)
    expect(index).toBeInstanceOf(CompactIndex)
    const scores = scoresOf(index, 'palabra77 comun', many.length)
    expect(scores.indexOf(Math.max(...scores))).toBe(77)
  })
})

describe('coverage', () => {
  const index = miniSearchWords('es', split(['reponer pasaporte consulado', 'reponer licencia', 'beca escolar']))

  test('the passage with more of the question is first, and a rare word says more than a common one', () => {
    const [passport = 0, licence = 0, grant = 0] = scoresOf(index, 'reponer pasaporte', 3)
    expect(passport).toBeGreaterThan(licence)
    expect(licence).toBeGreaterThan(grant)
    expect(grant).toBe(0)
  })

  test('a word that nobody has weighs against every passage: coverage tells how much of the question is met', () => {
    expect(scoresOf(index, 'pasaporte xilofono', 3)[0]).toBeLessThan(scoresOf(index, 'pasaporte', 3)[0] ?? 0)
  })

  test('a slip of the finger still finds the word', () => {
    expect(scoresOf(index, 'pasaorte', 3)[0]).toBeGreaterThan(0)
  })

  test('is added to what stands there, by weight', () => {
    const scores = new Float32Array([1, 1, 1])
    index.addCoverage(['beca'], 0.5, scores)
    expect([...scores]).toEqual([1, 1, expect.closeTo(1 + 0.5 * (scoresOf(index, 'beca', 3)[2] ?? 0), 5)])
  })

  test('stop words alone and an empty question find nothing', () => {
    expect(scoresOf(index, 'que de la', 3)).toEqual([0, 0, 0])
    expect(scoresOf(index, '', 3)).toEqual([0, 0, 0])
  })
})
