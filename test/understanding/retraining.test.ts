import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createReader } from '../../bot/understanding/index.ts'
import { LocalEmbeddings, startWorkerPool, type WorkerPool } from '../../services/embedding/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { isStale, loadHead, loadLanguageData } from '../../services/understanding/index.ts'
import { ROOT } from './support.ts'

/** One line in so many: the whole takes minutes, and what is shown does not depend on how much the head knows besides. */
const ONE_IN = 24
/** A word that no example has: whatever the head thinks of it, it learned here. */
const QUESTION = 'como pido mi zarzaparrilla del retorno'
const NEW_EXAMPLES = [
  'quiero mi zarzaparrilla',
  'donde dan la zarzaparrilla del retorno',
  'que papeles piden para la zarzaparrilla',
  'me hablaron de la zarzaparrilla, como la pido',
  'zarzaparrilla',
]

/** Two trainings of twenty seconds on a machine that does nothing else. */
const TRAINING_MS = 300_000

let root: string
let pool: WorkerPool
let embeddings: LocalEmbeddings

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'puente-train-'))
  await mkdir(join(root, 'models'))
  await symlink(join(ROOT, 'models', 'multilingual-e5-small-puente'), join(root, 'models', 'multilingual-e5-small-puente'))
  await cp(join(ROOT, 'content', 'language'), join(root, 'content', 'language'), { recursive: true })
  for (const folder of ['cards', 'services']) await mkdir(join(root, 'content', folder), { recursive: true })
  for (const folder of ['examples', 'examples-extra']) {
    await mkdir(join(root, 'content', folder))
    for (const name of (await readdir(join(ROOT, 'content', folder))).filter((file) => file.endsWith('.jsonl'))) {
      const lines = (await readFile(join(ROOT, 'content', folder, name), 'utf8')).split('\n').filter(Boolean)
      await writeFile(join(root, 'content', folder, name), lines.filter((_, i) => i % ONE_IN === 0).join('\n'))
    }
  }
  pool = await startWorkerPool({ modelDir: join(ROOT, 'models', 'multilingual-e5-small-puente'), size: 1, logger: createLogger('error') })
  embeddings = new LocalEmbeddings(pool)
})
afterAll(async () => {
  await pool?.stop()
  await rm(root, { recursive: true, force: true })
})

/** The operator's own command, in its own process: Jest's world makes arithmetic five times slower. */
const train = () => promisify(execFile)(process.execPath, ['--no-warnings', join(ROOT, 'scripts', 'train.ts'), '--root', root])

async function topicOf(text: string): Promise<string | undefined> {
  const reader = createReader(loadLanguageData(root), loadHead(root))
  const reading = reader.read({ text, vector: await embeddings.query(text), detected: [{ lang: 'es', p: 1 }], memory: {}, previous: [] })
  return reading.topics[0]?.topic
}

test(
  "a curator's new examples make the head stale, and change what is understood after training",
  async () => {
    await train()
    expect(await isStale(root)).toBe(false)
    expect(await topicOf(QUESTION)).not.toBe('pensions')

    const lines = NEW_EXAMPLES.map((text) => ({
      text,
      lang: 'es',
      route: 'answer',
      topics: ['pensions'],
      country: null,
      phase: null,
      profile: [],
      split: 'train',
    }))
    await writeFile(join(root, 'content', 'examples-extra', 'curated.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(await isStale(root)).toBe(true)
    await train()
    expect(await isStale(root)).toBe(false)
    expect(await topicOf(QUESTION)).toBe('pensions')
  },
  TRAINING_MS,
)
