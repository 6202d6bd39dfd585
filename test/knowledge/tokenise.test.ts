import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fold, grams, stemOf, words } from '../../services/knowledge/tokenise.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 60 })

describe('folding', () => {
  test('twice is once, and no accent is left', () => {
    fc.assert(
      fc.property(text, (any) => {
        const folded = fold(any)
        expect(fold(folded)).toBe(folded)
        expect(folded.normalize('NFD')).not.toMatch(/\p{M}/u)
      }),
    )
  })

  test('how a text was typed does not change its words: composed or not, in capitals, with other marks between them', () => {
    const typed = fc.array(fc.constantFrom('perdí', 'mi', 'acta', 'mwen', 'bezwen', 'ação', 'où', 'mañana', '2019'), { maxLength: 8 })
    fc.assert(
      fc.property(typed, (parts) => {
        const plain = words(parts.join(' '))
        expect(words(parts.join(' ').normalize('NFD'))).toEqual(plain)
        expect(words(parts.join(' ').toUpperCase())).toEqual(plain)
        expect(words(`¿${parts.join(', ')}?`)).toEqual(plain)
      }),
    )
  })

  test('words hold letters and figures only', () => {
    fc.assert(fc.property(text, (any) => words(any).every((word) => /^[\p{L}\p{N}]+$/u.test(word))))
  })
})

describe('figures', () => {
  test.each([
    ['cuesta 1.250 quetzales', ['cuesta', '1250', 'quetzales']],
    ['costs 1,250 dollars', ['costs', '1250', 'dollars']],
    ['1.250.000', ['1250000']],
    ['el 12.5 %', ['el', '12', '5']],
    ['llame al 2019 500', ['llame', 'al', '2019', '500']],
  ])('%s', (written, expected) => {
    expect(words(written)).toEqual(expected)
  })
})

describe('stems', () => {
  test.each([
    ['es', 'deportados', 'deportado'],
    ['en', 'registered', 'registering'],
    ['fr', 'demandes', 'demande'],
    ['pt', 'documentos', 'documento'],
  ] as const)('%s: %s and %s are one', (lang, a, b) => {
    expect(stemOf(a, lang)).toBe(stemOf(b, lang))
  })

  test('stop words have none; Creole words stay', () => {
    expect(stemOf('que', 'es')).toBeUndefined()
    expect(stemOf('mwen', 'ht')).toBeUndefined()
    expect(stemOf('batistè', 'ht')).toBe('batistè')
  })
})

describe('letter groups', () => {
  test('one slip of the finger leaves most of a long word', () => {
    const right = new Set(grams('pasaporte'))
    expect(grams('pasaprote').filter((gram) => right.has(gram)).length).toBeGreaterThanOrEqual(3)
  })

  test('put together they are the word with its ends marked', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,20}$/), (word) => {
        const [first = '', ...rest] = grams(word)
        expect(first + rest.map((gram) => gram.slice(-1)).join('')).toBe(` ${word} `)
      }),
    )
  })
})
