import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { flatTexts, viewsOf, viewVectors } from '../../services/knowledge/views.ts'

const textOf = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ')

describe('views of a passage', () => {
  test('a short passage is one piece', () => {
    expect(viewsOf(textOf(60))).toEqual({ whole: [textOf(60)], parts: [] })
  })

  test('every word is in a whole view and, when there are parts, in a part; none is longer than the encoder reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), (count) => {
        const { whole, parts } = viewsOf(textOf(count))
        const all = textOf(count).split(' ')
        expect(new Set(whole.flatMap((view) => view.split(' ')))).toEqual(new Set(all))
        if (parts.length > 0) expect(new Set(parts.flatMap((part) => part.split(' ')))).toEqual(new Set(all))
        for (const view of whole) expect(view.split(' ').length).toBeLessThanOrEqual(225)
        for (const part of parts) expect(part.split(' ').length).toBeLessThanOrEqual(48)
      }),
    )
  })

  test('vectors go back to the passages whose texts they are', () => {
    const views = [textOf(10), textOf(100), textOf(400)].map(viewsOf)
    const flat = flatTexts(views)
    const vectors = flat.map((text) => Float32Array.of(text.length))
    const back = viewVectors(views, vectors)
    views.forEach(({ whole, parts }, i) => {
      expect(back[i]?.whole.map(([x]) => x)).toEqual(whole.map((text) => text.length))
      expect(back[i]?.parts.map(([x]) => x)).toEqual(parts.map((text) => text.length))
    })
  })
})
