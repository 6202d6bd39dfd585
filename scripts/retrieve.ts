// npm run -s retrieve -- --passages P.jsonl --queries Q.jsonl [--lang xx]: the assistant's hybrid retriever over any passages.
// --lang says the language of the queries; that of passages, and of queries without it, is detected.
// In: {"id","text"} a line. Out: {"id","hits":[{"id","score"}]} a query, in order, the best ten. A bad line is told on stderr and skipped
// among passages; among queries it gets {"id"?,"error"}.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { LANGUAGES } from '../bot/index.ts'
import { MODEL_DIR } from '../services/brain/index.ts'
import { loadSettings } from '../services/config/index.ts'
import { LocalEmbeddings, startWorkerPool, verifyModel } from '../services/embedding/index.ts'
import { errorBody, PuenteError } from '../services/errors/index.ts'
import { ForeignIndex, type ForeignPassage, guessLanguages } from '../services/knowledge/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { loadLanguageDetector } from '../services/understanding/index.ts'

const HITS = 10
const AT_ONCE = 8
const Line = z.looseObject({ id: z.coerce.string(), text: z.string() })

const { values } = parseArgs({ options: { passages: { type: 'string' }, queries: { type: 'string' }, lang: { type: 'string' } } })
const asked = LANGUAGES.find((lang) => lang === values.lang)
if (!values.passages || !values.queries || (values.lang && !asked)) {
  console.error(
    new PuenteError('P2009', { detail: `usage: retrieve -- --passages P.jsonl --queries Q.jsonl [--lang ${LANGUAGES.join('|')}]` }).message,
  )
  process.exit(2)
}

const settings = loadSettings()
await verifyModel(resolve(MODEL_DIR))
const [pool, detect, passageLines, queryLines] = await Promise.all([
  startWorkerPool({ modelDir: resolve(MODEL_DIR), size: settings.embedWorkers, logger: createLogger('error') }),
  loadLanguageDetector(),
  linesOf(values.passages),
  linesOf(values.queries),
])
const passages = passageLines.flatMap((line, i): ForeignPassage[] => {
  const parsed = parse(line)
  if (!parsed) console.error(`passages line ${i + 1}: not {"id","text"}; left out`)
  return parsed ? [parsed] : []
})
const index = await ForeignIndex.build(passages, {
  embeddings: new LocalEmbeddings(pool),
  detect,
  onProgress: (done, total) => {
    if (done === total || done % 500 === 0) process.stderr.write(`passages ${done} of ${total}\n`)
  },
})
const queries = queryLines.map(parse)
const langs = guessLanguages(
  queries.map((query) => query?.text ?? ''),
  detect,
)
for (let at = 0; at < queries.length; at += AT_ONCE) {
  const answers = queries.slice(at, at + AT_ONCE).map(async (query, i) => {
    if (!query) return errorBody('P1002', `line ${at + i + 1}: id, text`)
    return { id: query.id, hits: await index.search(query.text, asked ?? langs[at + i] ?? 'es', HITS) }
  })
  for (const answer of await Promise.all(answers)) console.log(JSON.stringify(answer))
}
await pool.stop()

async function linesOf(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).split('\n').filter((line) => line.trim() !== '')
}

function parse(line: string): ForeignPassage | undefined {
  try {
    const parsed = Line.safeParse(JSON.parse(line))
    return parsed.success ? { id: parsed.data.id, text: parsed.data.text } : undefined
  } catch {
    return undefined
  }
}
