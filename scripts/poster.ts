// npm run poster -- --code HOUSTON [--out var/posters] [--lang es,ht] [--url https://…]: PDF and SVG (A4, Letter, wallet card) and a one-line SMS text.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGUAGES } from '../bot/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { loadMessages } from '../services/content/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { everyPoster, makePoster, type Reach } from '../services/posters/index.ts'
import { openPrinter } from '../services/print/index.ts'
import { askEntry } from './support/entry-codes.ts'
import { exitWith } from './support/operator.ts'

const { values } = parseArgs({
  options: {
    code: { type: 'string', default: '' },
    out: { type: 'string', default: 'var/posters' },
    lang: { type: 'string', default: LANGUAGES.join(',') },
    url: { type: 'string' },
  },
})
try {
  const asked = values.lang.split(',')
  const langs = LANGUAGES.filter((lang) => asked.includes(lang))
  if (langs.length !== asked.length) throw new PuenteError('P2009', { detail: `--lang: ${LANGUAGES.join(',')}` })
  const found = (await askEntry('entry-poster', values.code)) as { code: string; office: string; reach: Reach }
  const reach = values.url ? { ...found.reach, publicUrl: values.url.replace(/\/+$/, '') } : found.reach
  const { text } = await loadMessages(loadSettings().contentDir)
  const printer = openPrinter({ logger: createLogger('error') })
  await mkdir(values.out, { recursive: true })
  for (const wanted of everyPoster(found.code, found.office, langs)) {
    const poster = await makePoster({ printer, reach, text }, wanted)
    const file = join(values.out, poster.name)
    await writeFile(file, poster.bytes)
    console.log(file)
  }
  await printer.stop()
} catch (error) {
  exitWith(error)
}
