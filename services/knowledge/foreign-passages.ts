import type { Lang } from '../../bot/vocabulary.ts'
import type { LocalEmbeddings } from '../embedding/index.ts'
import { type Detect, guessLanguages } from './guess-languages.ts'
import { HybridIndex } from './hybrid-index.ts'
import { flatTexts, viewsOf, viewVectors } from './views.ts'

export interface ForeignPassage {
  readonly id: string
  readonly text: string
}

export interface ForeignHit {
  readonly id: string
  readonly score: number
}

const SCORE_DECIMALS = 1e6

/** Any passages behind the same hybrid index that the cards use. */
export class ForeignIndex {
  readonly #index: HybridIndex
  readonly #embeddings: LocalEmbeddings

  private constructor(index: HybridIndex, embeddings: LocalEmbeddings) {
    this.#index = index
    this.#embeddings = embeddings
  }

  /** @param options.onProgress gets (done, total) of the texts embedded: long passages are several */
  static async build(
    passages: readonly ForeignPassage[],
    options: { embeddings: LocalEmbeddings; detect: Detect; onProgress?: (done: number, total: number) => void },
  ): Promise<ForeignIndex> {
    const texts = passages.map(({ text }) => text)
    const langs = guessLanguages(texts, options.detect)
    const views = texts.map(viewsOf)
    const flat = flatTexts(views)
    const vectors = await options.embeddings.passages(flat, (done) => options.onProgress?.(done, flat.length))
    const own = passages.map((passage, i) => ({ ...passage, lang: langs[i] ?? 'es' }))
    return new ForeignIndex(new HybridIndex(own, viewVectors(views, vectors)), options.embeddings)
  }

  /** Best passages, each id once. */
  async search(text: string, lang: Lang, limit: number): Promise<ForeignHit[]> {
    const vector = await this.#embeddings.query(text)
    const best = new Map<string, number>()
    // Twice as many, should an id stand for several passages.
    for (const { id, score } of this.#index.search({ text, vector, lang, limit: limit * 2 })) if (!best.has(id)) best.set(id, score)
    return [...best].slice(0, limit).map(([id, score]) => ({ id, score: Math.round(score * SCORE_DECIMALS) / SCORE_DECIMALS }))
  }
}
