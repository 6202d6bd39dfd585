import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import type { Coverage, CoverageCell } from './coverage.ts'

const NAMES: Readonly<Record<string, string>> = {
  mx: 'Mexico',
  gt: 'Guatemala',
  sv: 'El Salvador',
  hn: 'Honduras',
  do: 'Dominican R.',
  ht: 'Haiti',
  ni: 'Nicaragua',
  cr: 'Costa Rica',
  pa: 'Panama',
  any: 'All countries',
}
/** Told apart by place and letter too, not by colour alone. */
const COLOURS: Readonly<Record<Lang, string>> = { es: '#1f4e79', en: '#b45309', ht: '#15803d', fr: '#7e22ce', pt: '#be123c' }
const LANGUAGE_NAMES: Readonly<Record<Lang, string>> = {
  es: 'Spanish',
  en: 'English',
  ht: 'Haitian Creole',
  fr: 'French',
  pt: 'Portuguese',
}

const LEFT = 190
const TOP = 132
const CELL_WIDTH = 94
const ROW = 20

/** The same table as `coverageTable`, as an SVG: dark on light, readable without colour. @param drawnOn day, shown below the title */
export function coveragePicture(coverage: Coverage, drawnOn: string): string {
  const { countries, topics } = coverage
  const width = LEFT + countries.length * CELL_WIDTH + 20
  const height = TOP + topics.length * ROW + 50
  const x = (i: number) => LEFT + i * CELL_WIDTH
  const y = (i: number) => TOP + i * ROW
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title about" font-family="system-ui, sans-serif" font-size="12" fill="#1a1a1a">`,
    '<title id="title">Content coverage: country by topic by language</title>',
    `<desc id="about">Number of cards for each topic and country, with a mark for each language in which all of them are current. ${drawnOn}.</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="16" y="32" font-size="20" font-weight="700">What the assistant knows: cards by topic, country and language</text>`,
    `<text x="16" y="52" fill="#555555">Drawn ${drawnOn} by npm run content:check -- --picture. A dash: no checked fact, and the answer says so.</text>`,
    ...legend(),
    ...countries.map((country, i) => `<text x="${x(i) + 4}" y="${TOP - 12}" font-weight="600">${NAMES[country] ?? country}</text>`),
    ...topics.flatMap((topic, row) => [
      row % 2 === 0 ? `<rect x="8" y="${y(row)}" width="${width - 16}" height="${ROW}" fill="#f4f6f8"/>` : '',
      `<text x="16" y="${y(row) + 14}">${topic}</text>`,
      ...countries.map((country, i) => cellMarks(coverage.cell(topic, country), x(i), y(row))),
    ]),
    `<line x1="8" x2="${width - 8}" y1="${y(topics.length)}" y2="${y(topics.length)}" stroke="#1a1a1a"/>`,
    `<text x="16" y="${y(topics.length) + 20}" font-weight="600">topics with a card</text>`,
    ...countries.map(
      (country, i) =>
        `<text x="${x(i) + 4}" y="${y(topics.length) + 20}" font-weight="600">${coverage.covered(country)} of ${topics.length}</text>`,
    ),
    '</svg>',
  ].filter((line) => line !== '')
  return `${lines.join('\n')}\n`
}

/** The count, then one mark a language in fixed places: full when all cards have it, an outline when some do. */
function cellMarks({ cards, langs }: CoverageCell, x: number, y: number): string {
  if (cards === 0) return `<text x="${x + 4}" y="${y + 14}" fill="#9a9a9a">–</text>`
  const marks = LANGUAGES.map((lang, i) => (langs[lang] === 0 ? '' : mark(lang, x + 24 + i * 13, y + 5, langs[lang] === cards)))
  return `<text x="${x + 4}" y="${y + 14}" font-weight="600">${cards}</text>${marks.join('')}`
}

function mark(lang: Lang, x: number, y: number, isFull: boolean): string {
  return `<rect x="${x}" y="${y}" width="10" height="10" rx="2" fill="${isFull ? COLOURS[lang] : '#ffffff'}" stroke="${COLOURS[lang]}"/>`
}

function legend(): string[] {
  const items = LANGUAGES.map(
    (lang, i) => `${mark(lang, 16 + i * 130, 68, true)}<text x="${32 + i * 130}" y="78">${LANGUAGE_NAMES[lang]}</text>`,
  )
  return [
    ...items,
    '<rect x="666" y="68" width="10" height="10" rx="2" fill="#ffffff" stroke="#1a1a1a"/><text x="682" y="78">only some of the cards, or not current</text>',
  ]
}
