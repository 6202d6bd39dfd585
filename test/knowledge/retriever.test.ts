import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { Lang } from '../../bot/index.ts'
import { LocalEmbeddings, startWorkerPool, type WorkerPool } from '../../services/embedding/index.ts'
import { ForeignIndex, HybridIndex, HybridRetriever } from '../../services/knowledge/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { loadLanguageDetector } from '../../services/understanding/index.ts'

/** A small shelf in four languages: neighbours on purpose, so that the wrong one is tempting. */
const SHELF: readonly { id: string; lang: Lang; text: string }[] = [
  { id: 'acta', lang: 'es', text: 'Copia del acta de nacimiento. Pídala en el registro civil con el nombre de los padres.' },
  {
    id: 'registro-tardio',
    lang: 'es',
    text: 'Registrar a un hijo nacido en el extranjero. Lleve el acta extranjera apostillada al registro civil.',
  },
  { id: 'dpi', lang: 'es', text: 'Reponer el DPI en RENAP. Pague la boleta y presente la denuncia si se lo robaron.' },
  { id: 'bono', lang: 'es', text: 'Bono de 1,250 quetzales para familias con niños menores de cinco años.' },
  { id: 'bono-2', lang: 'es', text: 'Bono de 2,400 quetzales para adultos mayores sin pensión.' },
  { id: 'job', lang: 'en', text: 'Job fairs for returnees take place every month; bring identification and a résumé.' },
  { id: 'shelter', lang: 'en', text: 'Casa Nazareth offers beds for women and children for up to three nights.' },
  { id: 'lekol', lang: 'ht', text: 'Enskri timoun nan lekòl. Pote batistè timoun nan ak kanè lekòl la si ou genyen l.' },
  { id: 'lopital', lang: 'ht', text: 'Kote pou jwenn swen sante gratis. Sant sante yo louvri lendi rive vandredi.' },
  { id: 'banque', lang: 'fr', text: "Ouvrir un compte bancaire avec une pièce d'identité et une preuve d'adresse." },
]

let pool: WorkerPool
let embeddings: LocalEmbeddings
let index: HybridIndex
beforeAll(async () => {
  pool = await startWorkerPool({ modelDir: resolve('models/multilingual-e5-small-puente'), size: 1, logger: createLogger('silent') })
  embeddings = new LocalEmbeddings(pool)
  index = new HybridIndex(SHELF, await embeddings.passages(SHELF.map(({ text }) => text)))
})
afterAll(() => pool.stop())
const first = async (text: string, lang: Lang) => index.search({ text, vector: await embeddings.query(text), lang, limit: 3 })[0]?.id

describe('ranked examples, and why', () => {
  test.each<[string, Lang, string, string]>([
    ['perdi mi acta de nacimineto', 'es', 'acta', 'one slip of the finger, no accents'],
    [
      'como registro a mi niño que nacio en houston',
      'es',
      'registro-tardio',
      'no word of the title but "registro"; meaning decides against the copy',
    ],
    ['me robaron la identidad en guatemala', 'es', 'dpi', 'the card never says identidad: vectors'],
    ['el bono de 2400', 'es', 'bono-2', 'two bonuses are alike to the vectors: the figure tells, with or without its comma'],
    ['RENAP', 'es', 'dpi', 'one name and nothing else: words'],
    ['casa nazaret', 'es', 'shelter', 'a name misspelt, in a passage of another language: letter groups'],
    ['necesito trabajo, acabo de volver', 'es', 'job', 'across languages: vectors'],
    ['kote pitit mwen ka al lekol', 'ht', 'lekol', 'Creole without accents'],
    ['mwen malad mwen pa gen kob', 'ht', 'lopital', 'Creole, hardly a word shared'],
    ['quiero abrir una cuenta de banco', 'es', 'banque', 'Spanish question, French passage'],
  ])('%s (%s) → %s: %s', async (question, lang, expected, _why) => {
    expect(await first(question, lang)).toBe(expected)
  })
})

describe('hits', () => {
  test('are best first, between 0 and 1, and as many as asked', async () => {
    const hits = index.search({ text: 'acta', vector: await embeddings.query('acta'), lang: 'es', limit: 4 })
    expect(hits).toHaveLength(4)
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).sort((a, b) => b - a))
    for (const { score } of hits) expect(score > 0 && score < 1).toBe(true)
  })

  test('never contain what is not allowed, however well it fits', async () => {
    const vector = await embeddings.query('copia del acta de nacimiento')
    const hits = index.search({
      text: 'copia del acta de nacimiento',
      vector,
      lang: 'es',
      limit: 10,
      allow: (i) => SHELF[i]?.id !== 'acta',
    })
    expect(hits.map((hit) => hit.id)).not.toContain('acta')
  })

  test('without vectors (the model is down) words alone still find the passage', () => {
    const [best] = index.search({ text: 'reponer dpi renap', vector: undefined, lang: 'es', limit: 3 })
    expect(best).toMatchObject({ id: 'dpi', cosine: undefined })
    expect(best?.score).toBeGreaterThan(0.3)
  })
})

describe('LangChain', () => {
  test('the retriever is a BaseRetriever: invoke gives documents with the passage and its scores', async () => {
    const retriever = new HybridRetriever({ index, embeddings, lang: 'es', limit: 2 })
    expect(retriever).toBeInstanceOf(BaseRetriever)
    const documents = await retriever.invoke('perdí mi acta de nacimiento')
    expect(documents).toHaveLength(2)
    expect(documents[0]).toBeInstanceOf(Document)
    expect(documents[0]).toMatchObject({
      id: 'acta',
      pageContent: SHELF[0]?.text,
      metadata: { score: expect.any(Number), cosine: expect.any(Number) },
    })
  })
})

describe('foreign passages', () => {
  test('the same search over any texts; a long one is found by the sentence that answers; each id once', async () => {
    const filler = 'La ciudad celebra cada año sus fiestas con música y comida en la plaza central. '.repeat(12)
    const passages = [
      ...SHELF.map(({ id, text }) => ({ id, text })),
      { id: 'long', text: `${filler}El puente colgante se cerró en 1987 por la crecida del río. ${filler}` },
      { id: 'acta', text: 'Otra hoja con el mismo número.' },
    ]
    const detect = await loadLanguageDetector()
    const progress: number[] = []
    const foreign = await ForeignIndex.build(passages, { embeddings, detect, onProgress: (done) => progress.push(done) })
    const hits = await foreign.search('¿por qué cerraron el puente?', 'es', 10)
    expect(hits[0]?.id).toBe('long')
    expect(hits).toHaveLength(10)
    expect(new Set(hits.map((hit) => hit.id)).size).toBe(10)
    // The long one is embedded whole and in parts.
    expect(progress.at(-1)).toBeGreaterThan(passages.length)
  })

  test('no passages: no hits', async () => {
    const foreign = await ForeignIndex.build([], { embeddings, detect: () => [] })
    expect(await foreign.search('hola', 'es', 10)).toEqual([])
  })
})
