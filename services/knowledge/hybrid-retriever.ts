import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { Lang } from '../../bot/vocabulary.ts'
import type { LocalEmbeddings } from '../embedding/index.ts'
import type { HybridIndex } from './hybrid-index.ts'

/** The hybrid index behind LangChain's retriever: drops into any chain. */
export class HybridRetriever extends BaseRetriever {
  lc_namespace = ['puente', 'retrievers']
  readonly #index: HybridIndex
  readonly #embeddings: LocalEmbeddings
  readonly #lang: Lang
  readonly #limit: number

  constructor(options: { index: HybridIndex; embeddings: LocalEmbeddings; lang: Lang; limit: number }) {
    super()
    this.#index = options.index
    this.#embeddings = options.embeddings
    this.#lang = options.lang
    this.#limit = options.limit
  }

  override async _getRelevantDocuments(query: string): Promise<Document[]> {
    const vector = await this.#embeddings.query(query)
    return this.#index.search({ text: query, vector, lang: this.#lang, limit: this.#limit }).map(
      (hit) =>
        new Document({
          id: hit.id,
          pageContent: this.#index.passages[hit.index]?.text ?? '',
          metadata: { score: hit.score, cosine: hit.cosine, lexical: hit.lexical },
        }),
    )
  }
}
