import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { COUNTRIES, LANGUAGES, PHASES } from '../../bot/index.ts'
import { countSegments, fitSegments } from '../../services/channels/index.ts'
import { createLibrary, loadContentFiles } from '../../services/content/index.ts'
import { type ContentCopy, copyContent } from './content-fixture.ts'

const FILE = 'checklists/hn.before.yaml'
const files = await loadContentFiles('content')
const library = createLibrary(files, { clock: () => new Date('2026-11-25T00:00:00Z'), graceUntil: undefined, publicUrl: () => '' })
let copy: ContentCopy
beforeAll(async () => {
  copy = await copyContent(['cards/hn', 'cards/any', 'services/any', 'services/hn', 'services/us', 'checklists'])
}, 60_000)
afterAll(() => copy.remove())

test('every country and phase has a list, the points of a list stand once, and every point is one SMS in each language', () => {
  for (const country of COUNTRIES)
    for (const phase of PHASES)
      for (const lang of LANGUAGES) {
        const items = library.checklist({ country, phase, lang })
        expect(items.length).toBeGreaterThan(2)
        expect(new Set(items.map((item) => item.id)).size).toBe(items.length)
        for (const { text } of items) expect([text, countSegments(fitSegments(`15 ${text}`).text).segments]).toEqual([text, 1])
      }
})

describe('one change turns the check red', () => {
  test.each<[what: string, find: string | RegExp, replace: string, says: RegExp]>([
    ['a card that is not there', 'card: hn.consular-help', 'card: hn.consular-helps', /no card "hn\.consular-helps"/],
    ['a card of another country', 'card: hn.consular-help', 'card: mx.consular-help', /no card|another country/],
    ['a number in a point', /es: "Hablar con su consulado[^"]*"/, 'es: "Llame al 504 2232"', /number or address out/],
    [
      'a point too long for a small screen',
      /es: "Hablar con su consulado[^"]*"/,
      `es: "${'hablar con su consulado '.repeat(5)}"`,
      /shorten it/,
    ],
    ['a language left out', /^ {6}ht: .*\n/m, '', /ht/],
    ['the id of another point', 'id: hn-consulate', 'id: birth-records', /stands in .* too/],
    ['an id that says another phase', 'id: hn.before', 'id: hn.after', /hn\.(before|after)/],
  ])('%s', async (_what, find, replace, says) => {
    expect((await copy.newFaults(FILE, find, replace)).join('\n')).toMatch(says)
  })
})
