import { describe, expect, test } from '@jest/globals'
import { COUNTRIES, TOPICS } from '../../bot/vocabulary.ts'
import { coverageOf, coveragePicture, coverageTable, createLibrary, loadContentFiles } from '../../services/content/index.ts'

const files = await loadContentFiles('content')
const coverage = coverageOf(files)

describe('coverage', () => {
  test('counts every card once', () => {
    const counted = coverage.countries.flatMap((country) => coverage.topics.map((topic) => coverage.cell(topic, country).cards))
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(files.cards.size)
  })

  test('the table has a line for each topic and a column for each country', () => {
    const lines = coverageTable(coverage).split('\n')
    expect(lines.filter((line) => TOPICS.some((topic) => line.startsWith(`${topic} `)))).toHaveLength(TOPICS.length)
    expect(
      lines
        .find((line) => line.trim().startsWith('mx'))
        ?.trim()
        .split(/\s+/),
    ).toEqual([...COUNTRIES, 'any'])
    expect(lines.find((line) => line.startsWith('id-card'))).toMatch(/^id-card\s+\d+ sehfp/)
  })

  test('a stale translation does not count as covered', () => {
    const loaded = files.cards.get('mx.id-card')
    if (!loaded) throw new Error('mx.id-card is not there')
    const changed = { ...loaded, value: { ...loaded.value, es: { ...loaded.value.es, title: 'Otro título' } } }
    const one = coverageOf({ ...files, cards: new Map([['mx.id-card', changed]]) })
    expect(one.cell('id-card', 'mx')).toEqual({ cards: 1, langs: { es: 1, en: 0, ht: 0, fr: 0, pt: 0 } })
  })

  test('the picture is whole SVG, says the same counts and can be read without seeing it', () => {
    const svg = coveragePicture(coverage, '2026-11-20')
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>/)
    expect(svg.trimEnd()).toMatch(/<\/svg>$/)
    expect(svg).toContain('<title id="title">')
    for (const country of coverage.countries) expect(svg).toContain(`>${coverage.covered(country)} of ${TOPICS.length}</text>`)
    expect((svg.match(/<text/g) ?? []).length).toBe((svg.match(/<\/text>/g) ?? []).length)
  })
})

test('every country has general help to name where a fact is missing', () => {
  const library = createLibrary(files, { clock: () => new Date(0), graceUntil: undefined, publicUrl: () => '' })
  for (const country of COUNTRIES) {
    const help = library.generalHelp(country, 'es')
    expect([country, help?.name === '' ? undefined : help?.name, Boolean(help && (help.phone || help.url))]).toEqual([
      country,
      expect.any(String),
      true,
    ])
  }
})
