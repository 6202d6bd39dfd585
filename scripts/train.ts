// npm run train [-- --examples DIR] [--root DIR]: trains the head of topic, route, country, phase and language from the content and
// writes models/head, here or in another folder that has `content/` and `models/`.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { LocalEmbeddings, startWorkerPool } from '../services/embedding/index.ts'
import { encoderHash, trainHead } from '../services/understanding/index.ts'

const { values } = parseArgs({
  options: { examples: { type: 'string' }, root: { type: 'string', default: join(import.meta.dirname, '..') } },
})
const { root } = values
const started = performance.now()
let stop: (() => Promise<void>) | undefined

const trained = await trainHead({
  root,
  ...(values.examples ? { examplesDir: values.examples } : {}),
  encoder: encoderHash(root),
  log: (line) => console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`),
  embed: async () => {
    const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }
    const pool = await startWorkerPool({ modelDir: join(root, 'models', 'multilingual-e5-small-puente'), size: 1, logger: silent as never })
    stop = () => pool.stop()
    const embeddings = new LocalEmbeddings(pool)
    return (text) => embeddings.query(text)
  },
})
await stop?.()
console.log(JSON.stringify(trained.measured, null, 1))
