import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { CRISIS_KINDS, gateAnswer, plain } from '../../bot/safety/index.ts'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import { linesOf, safetyOfContent } from './support.ts'

// FUZZ_RUNS=100000 npm test -- test/safety/fuzz
const numRuns = Number(process.env.FUZZ_RUNS ?? 300)
const { safety } = await safetyOfContent()
const danger = await linesOf('plain-danger.txt')
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...danger.join(' ').split(' '), '😭', '\u200b', '…', '1'), { maxLength: 60 }).map((words) => words.join(' ')),
)

test('no message makes anything throw', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...LANGUAGES), (text, lang) => {
      safety.matchCommand(text, { hasPending: true, lang })
      safety.checkAbuse(text)
      gateAnswer(text, { phones: ['911'], urls: ['https://a.mx'] })
      const found = safety.detectCrisis(text)
      if (found) expect(CRISIS_KINDS).toContain(found.kind)
    }),
    { numRuns },
  )
})

test('plain text is lower-case words between sentence ends', () => {
  fc.assert(
    fc.property(anything, (text) => void expect(plain(text)).toMatch(/^\/ (?:[a-z0-9*/]+ )*$/)),
    { numRuns },
  )
})

test('danger among courtesies stays danger', () => {
  const courtesies = fc.constantFrom('', 'hola. ', 'buenas tardes! ', 'alo, ', '🙏 ', 'por favor\n')
  fc.assert(
    fc.property(
      fc.constantFrom(...danger),
      courtesies,
      (text, before) => void expect(safety.detectCrisis(`${before}${text} 🙏`)).toBeDefined(),
    ),
    { numRuns },
  )
})
