import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { countSegments, fitSegments } from '../../services/channels/index.ts'

describe('segments', () => {
  test.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['á'.repeat(70), 1],
    ['á'.repeat(71), 2],
    ['á'.repeat(134), 2],
    ['á'.repeat(135), 3],
    ['😀'.repeat(35), 1],
    ['😀'.repeat(36), 2],
  ])('limits of the network (%#)', (text, segments) => {
    expect(countSegments(text).segments).toBe(segments)
  })

  test('our count of GSM-7 is the library’s', () => {
    const gsm = fc.constantFrom(...'@£$èéùìòÇ\nØøΔ_ !"#%&\'()*+,-./0189:;<=>?¡AZÄÖÑÜ¿azäöñüà^{}\\[~]|€')
    fc.assert(
      fc.property(fc.array(gsm, { maxLength: 700 }), (characters) => {
        const text = characters.join('')
        const library = new SegmentedMessage(text, 'auto')
        expect([library.encodingName, Math.max(1, library.segmentsCount)]).toEqual(['GSM-7', countSegments(text).segments])
      }),
      { numRuns: 150 },
    )
  })

  test('Spanish without its accents costs half; ñ, é and ¿ stay', () => {
    const text = '¿Dónde está su niño? Información sobre el café'
    expect(fitSegments(text)).toEqual({ text: '¿Donde esta su niño? Informacion sobre el café', segments: 1, encoding: 'GSM-7' })
  })

  test('a decomposed letter is composed before it is counted', () => {
    expect(fitSegments('e\u0301')).toEqual({ text: 'é', segments: 1, encoding: 'GSM-7' })
  })
})
