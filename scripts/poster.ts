// npm run poster -- --code HOUSTON [--out var/posters] [--lang es,ht] [--url https://…]: PDF and SVG (A4, Letter, wallet card) and a one-line SMS text.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LANGUAGES, plainCode } from '../bot/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { loadMessages } from '../services/content/index.ts'
import { DEMO_REACH } from '../services/demo-provider/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { everyPoster, makePoster, reachOf } from '../services/posters/index.ts'
import { openPrinter } from '../services/print/index.ts'
import { listEntryCodes, openStore } from '../services/store/index.ts'

const { values } = parseArgs({
  options: {
    code: { type: 'string' },
    out: { type: 'string', default: 'var/posters' },
    lang: { type: 'string', default: LANGUAGES.join(',') },
    url: { type: 'string' },
  },
})
const printer = openPrinter({ logger: createLogger('error') })
try {
  const settings = loadSettings(process.env)
  const engine = await openStore(settings)
  const codes = (await listEntryCodes(engine.db)).filter((row) => row.retired_at === null)
  await engine.close()
  const found = codes.find(({ code }) => code === plainCode(values.code ?? ''))
  if (!found)
    throw new PuenteError('P2009', {
      detail: `--code: one of ${codes.map(({ code }) => code).join(', ') || '(none yet: npm run code:make)'}`,
    })
  const asked = values.lang.split(',')
  const langs = LANGUAGES.filter((lang) => asked.includes(lang))
  if (langs.length !== asked.length) throw new PuenteError('P2009', { detail: `--lang: ${LANGUAGES.join(',')}` })
  const { text } = await loadMessages(settings.contentDir)
  const publicUrl = values.url ?? settings.publicUrl ?? `http://127.0.0.1:${settings.port}`
  const reach = settings.isDemo ? { ...DEMO_REACH, publicUrl } : reachOf(settings.twilio, publicUrl)
  await mkdir(values.out, { recursive: true })
  for (const wanted of everyPoster(found.code, found.officeName ?? found.label, langs)) {
    const poster = await makePoster({ printer, reach, text }, wanted)
    const file = join(values.out, poster.name)
    await writeFile(file, poster.bytes)
    console.log(file)
  }
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exitCode = 78
} finally {
  await printer.stop()
}
