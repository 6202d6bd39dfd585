// npm run bench:retrieval [-- --sizes 1000,10000,100000]: what search costs as passages grow, against one embedding in the same run,
// and how much the two-step vector search misses. Passages are sentences of the cards recombined, their vectors likewise.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Lang } from '../bot/index.ts'
import { MODEL_DIR } from '../services/brain/index.ts'
import { languagesOf, loadContentFiles } from '../services/content/index.ts'
import { LocalEmbeddings, startWorkerPool } from '../services/embedding/index.ts'
import { HybridIndex, VectorIndex } from '../services/knowledge/index.ts'
import { createLogger } from '../services/observability/index.ts'
import { quantile } from './bench/load.ts'

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,10000,100000' } } })
const QUERIES = 150
const SENTENCES = 1200
const PARTS = 3
const HITS = 10
const NOISE = 0.35

/** The same numbers in every run. */
let seed = 7
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed / 2 ** 32
}
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
const unit = (vector: Float32Array) => {
  const length = Math.hypot(...vector)
  return vector.map((x) => x / length)
}

const { cards } = await loadContentFiles('content')
const sentences = [...cards.values()].flatMap(({ value }) =>
  languagesOf(value).flatMap((lang) =>
    [value[lang]?.title, value[lang]?.short, ...(value[lang]?.steps ?? [])].flatMap((text) => (text ? [{ lang, text }] : [])),
  ),
)
const used = Array.from({ length: SENTENCES }, () => pick(sentences))
const examples = (await readFile('content/examples/v-mx.jsonl', 'utf8')).trim().split('\n')
const queries = Array.from({ length: QUERIES }, () => JSON.parse(pick(examples)) as { text: string; lang: Lang })

const pool = await startWorkerPool({ modelDir: resolve(MODEL_DIR), size: 1, logger: createLogger('error') })
const embeddings = new LocalEmbeddings(pool)
const sentenceVectors = await embeddings.passages(used.map(({ text }) => text))
const byLang = new Map<Lang, number[]>()
for (const [i, { lang }] of used.entries()) byLang.set(lang, [...(byLang.get(lang) ?? []), i])

const embedMs: number[] = []
const vectors: Float32Array[] = []
for (const { text } of queries) {
  const at = performance.now()
  vectors.push(await embeddings.query(text))
  embedMs.push(performance.now() - at)
}
await pool.stop()
const bareMs = quantile(embedMs, 0.5)
console.log(`one embedding: p50 ${bareMs.toFixed(1)} ms, p95 ${quantile(embedMs, 0.95).toFixed(1)} ms`)
console.log('passages  build s  MB     search p50  p95    turn p50  to first  vectors p50  recall@10 against exact')

let firstTurnMs = 0
for (const size of values.sizes.split(',').map(Number)) {
  const made = Array.from({ length: size }, (_, i) => synthetic(i))
  globalThis.gc?.()
  const before = process.memoryUsage()
  const startedAt = performance.now()
  const index = new HybridIndex(
    made.map(({ passage }) => passage),
    made.map(({ vector }) => vector),
  )
  const buildSeconds = (performance.now() - startedAt) / 1000
  globalThis.gc?.()
  const after = process.memoryUsage()
  const megabytes = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20
  const searchMs = times((i) =>
    index.search({ text: queries[i]?.text ?? '', vector: vectors[i], lang: queries[i]?.lang ?? 'es', limit: HITS }),
  )
  const flat = new VectorIndex(made.map(({ vector }) => vector))
  const vectorMs = times((i) => flat.search(flat.centre(vectors[i] as Float32Array), HITS))
  const turnMs = bareMs + quantile(searchMs, 0.5)
  firstTurnMs ||= turnMs
  const cells = [
    String(size).padEnd(8),
    buildSeconds.toFixed(1).padEnd(7),
    megabytes.toFixed(0).padEnd(5),
    `${quantile(searchMs, 0.5).toFixed(2)} ms`.padEnd(10),
    quantile(searchMs, 0.95).toFixed(2).padEnd(5),
    turnMs.toFixed(1).padEnd(8),
    (turnMs / firstTurnMs).toFixed(2).padEnd(8),
    `${quantile(vectorMs, 0.5).toFixed(2)} ms`.padEnd(11),
    recall(flat, size).toFixed(4),
  ]
  console.log(cells.join('  '))
}

function synthetic(i: number) {
  const lang = pick([...byLang.keys()])
  const parts = Array.from({ length: PARTS }, () => pick(byLang.get(lang) as number[]))
  const sum = new Float32Array(sentenceVectors[0]?.length ?? 0)
  for (const part of parts) for (let d = 0; d < sum.length; d++) sum[d] = (sum[d] as number) + (sentenceVectors[part]?.[d] as number)
  const vector = unit(unit(sum).map((x) => x + ((random() - 0.5) * 2 * NOISE) / Math.sqrt(sum.length / 3)))
  return { passage: { id: String(i), lang, text: parts.map((part) => used[part]?.text).join(' ') }, vector }
}

/** Milliseconds of each query, after one round to warm up. */
function times(search: (i: number) => unknown): number[] {
  queries.forEach((_, i) => void search(i))
  return queries.map((_, i) => {
    const at = performance.now()
    search(i)
    return performance.now() - at
  })
}

/** Share of the true best ten that the two-step search finds. */
function recall(index: VectorIndex, size: number): number {
  let found = 0
  for (const vector of vectors) {
    const query = index.centre(vector)
    const exact = Array.from({ length: size }, (_, i) => ({ i, score: index.score(query, i) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, HITS)
    const floor = exact.at(-1)?.score ?? 0
    found += index.search(query, HITS).filter((hit) => hit.score >= floor).length / HITS
  }
  return found / vectors.length
}
