// npm run content:stamp [-- --only cards/gt] [-- --lang ht]: writes the fingerprint of the Spanish into translations that lack one.
// npm run content:stamp -- --restamp --only cards/gt/passport.yaml: also into stale ones, after somebody has read them against the Spanish.
import { readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGUAGES } from '../bot/vocabulary.ts'
import { isStale, languagesOf, loadContentFiles, stampCard } from '../services/content/index.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    lang: { type: 'string' },
    restamp: { type: 'boolean', default: false },
    root: { type: 'string', default: 'content' },
  },
})
const lang = LANGUAGES.find((known) => known === values.lang)
const fault =
  values.restamp && !values.only
    ? '--restamp needs --only FOLDER or FILE: name what has been read again'
    : values.lang && !lang
      ? `--lang is one of ${LANGUAGES.join(' ')}`
      : undefined
if (fault) {
  console.error(fault)
  process.exit(2)
}

const { cards } = await loadContentFiles(values.root)
const only = values.only?.replace(/^content\//, '')
let stamped = 0
let stale = 0
for (const { value, file } of cards.values()) {
  if (only && !relative('content', file).startsWith(only)) continue
  const path = join(values.root, relative('content', file))
  const before = await readFile(path, 'utf8')
  const after = stampCard(before, value, { restamp: values.restamp, lang })
  if (after.text !== before) await writeFile(path, after.text)
  stamped += after.stamped.length
  stale += languagesOf(value).filter((l) => isStale(value, l) && !after.stamped.includes(l)).length
}
console.log(
  `${stamped} translations stamped${stale > 0 ? `; ${stale} are stale: read them against the Spanish, then --restamp --only PREFIX` : ''}`,
)
