import type { CardHit, CardQuery } from '../../bot/index.ts'
import { type CardFile, fillWords, languagesOf, type ServiceRecord } from '../content/index.ts'
import type { LocalEmbeddings } from '../embedding/index.ts'
import type { Db } from '../store/index.ts'
import { HybridIndex, type Passage } from './hybrid-index.ts'
import { passageVectors } from './passage-vectors.ts'
import { rankCards } from './rank-cards.ts'

/** What is known, ready to be searched. */
export interface Knowledge {
  readonly passages: number
  findCards(query: CardQuery): Promise<readonly CardHit[]>
}

/** Builds the index over all cards in all their languages. A second start with the same words and model embeds nothing. */
export async function buildKnowledge(options: {
  db: Db
  embeddings: LocalEmbeddings
  modelHash: string
  cards: readonly CardFile[]
  services: ReadonlyMap<string, ServiceRecord>
  seed?: ReadonlyMap<string, Float32Array>
  onProgress?: (done: number, total: number) => void
}): Promise<Knowledge> {
  const owners: CardFile[] = []
  const passages: Passage[] = []
  for (const card of options.cards)
    for (const lang of languagesOf(card)) {
      const words = card[lang]
      if (!words) continue
      const filled = fillWords(words, options.services, lang)
      owners.push(card)
      passages.push({ id: `${card.id}:${lang}`, lang, text: [filled.title, filled.short, ...words.asks].join('. ') })
    }
  const vectors = await passageVectors({
    db: options.db,
    embeddings: options.embeddings,
    modelHash: options.modelHash,
    texts: passages.map((p) => p.text),
    ...(options.seed ? { seed: options.seed } : {}),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  })
  const index = new HybridIndex(passages, vectors)
  const cardOf = (passage: number) => owners[passage] as CardFile
  return {
    passages: passages.length,
    async findCards(query) {
      // Without the model the words alone still find cards.
      const vector = await options.embeddings.query(query.text).catch(() => undefined)
      return rankCards(query, { vector, index, cardOf })
    },
  }
}
