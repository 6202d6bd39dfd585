import { LANGUAGES } from '../../bot/vocabulary.ts'
import type { Coverage } from './coverage.ts'

const COLUMN = 8

/** The table of countries × topics for a terminal: number of cards, and the languages that every one of them has. */
export function coverageTable(coverage: Coverage): string {
  const { countries, topics } = coverage
  const first = Math.max(...topics.map((topic) => topic.length)) + 2
  const rows = topics.map((topic) => {
    const cells = countries.map((country) => {
      const { cards, langs } = coverage.cell(topic, country)
      if (cards === 0) return '.'.padEnd(COLUMN)
      const letters = LANGUAGES.map((lang) => (langs[lang] === cards ? LETTERS[lang] : langs[lang] > 0 ? '~' : '')).join('')
      return `${cards} ${letters}`.padEnd(COLUMN)
    })
    return `${topic.padEnd(first)}${cells.join('')}`.trimEnd()
  })
  return [
    'Number of cards; languages: s Spanish, e English, h Creole, f French, p Portuguese (~ only some of the cards); . no card: the answer says so.',
    '',
    `${''.padEnd(first)}${countries.map((country) => country.padEnd(COLUMN)).join('')}`.trimEnd(),
    ...rows,
    `${'topics with a card'.padEnd(first)}${countries.map((country) => `${coverage.covered(country)}/${topics.length}`.padEnd(COLUMN)).join('')}`.trimEnd(),
  ].join('\n')
}

const LETTERS = { es: 's', en: 'e', ht: 'h', fr: 'f', pt: 'p' } as const
