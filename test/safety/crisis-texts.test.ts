import { describe, expect, test } from '@jest/globals'
import { allCrisisReplies, PLACES } from '../../bot/safety/index.ts'
import { CRISIS_KINDS, LANGUAGES } from '../../bot/vocabulary.ts'
import { fitSegments } from '../../services/channels/index.ts'
import { checkNumbers, checkTexts } from '../../services/safety/index.ts'
import { crisisDossier, safetyOfContent } from './support.ts'

const { files, safety } = await safetyOfContent()
const dossier = await crisisDossier()
const ANSWERS = { es: 'SÍ', en: 'YES', ht: 'WI', fr: 'OUI', pt: 'SIM' }

describe.each(PLACES)('in %s', (place) => {
  const sourced = dossier.find((entry) => entry.country === place)?.lines.filter((line) => line.confidence !== 'low') ?? []

  describe.each(LANGUAGES)('in %s', (lang) => {
    test.each(CRISIS_KINDS)('%s names a sourced number first', (kind) => {
      const { text, numbers } = safety.crisisReply(kind, place, lang)
      expect(numbers.length).toBeGreaterThan(0)
      for (const number of numbers) {
        const digits = number.replace(/\D/g, '')
        const same = sourced.filter((line) => line.number.split(/[;/(),]/).some((part) => part.replace(/\D/g, '') === digits))
        expect(same).not.toHaveLength(0)
        expect(text).toContain(number)
      }
      const [first = ''] = numbers
      expect(text.indexOf(first) + first.length).toBeLessThanOrEqual(150)
      // Whatever digits the text holds belong to its numbers, their hours or the name of a line.
      const rest = numbers.reduce((left, number) => left.replaceAll(number, ''), text).replace(/8-17|911|, op\p{L}+ 1/gu, '')
      expect(rest).not.toMatch(/\d/)
      expect(text).toMatch(new RegExp(`${ANSWERS[lang]}\\.$`))
      expect(fitSegments(text).segments).toBeLessThanOrEqual(2)
    })
  })
})

test.each(LANGUAGES)('an unknown place gets no invented number (%s)', (lang) => {
  for (const kind of CRISIS_KINDS) {
    for (const where of [undefined, 'fr', 'xx', '']) {
      const { text, numbers } = safety.crisisReply(kind, where, lang)
      expect(numbers).toEqual([])
      expect(text).not.toMatch(/\d/)
    }
  }
})

test('every number of lines.yaml stands in the dossier with the same digits', () => {
  expect(checkNumbers(files.lines, dossier)).toEqual([])
  const place = files.lines.places.mx
  const wrong = {
    ...files.lines,
    places: {
      ...files.lines.places,
      mx: { ...place, lines: { ...place.lines, emergency: { number: '912', dossier: 'emergency' as const } } },
    },
  }
  expect(checkNumbers(wrong, dossier)).toHaveLength(1)
})

test('a text that grows too long is a fault', () => {
  expect(checkTexts(files.lines, files.texts)).toEqual([])
  const long = { ...files.texts, offer: { ...files.texts.offer, es: 'Si quiere, una persona le escribe aquí. '.repeat(6) } }
  expect(checkTexts(files.lines, long).length).toBeGreaterThan(0)
})

test('no crisis text names the service, asks a question or shows a menu', () => {
  for (const { reply } of allCrisisReplies(files)) expect(reply.text).not.toMatch(/Puente|\?|MEN[UÚ]|\b1\) /)
})
