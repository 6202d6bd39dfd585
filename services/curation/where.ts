import { type CardFile, type Library, reviewBy } from '../content/index.ts'
import type { CurationItem } from './deps.ts'

type Where = Pick<CurationItem, 'card' | 'file' | 'isNew' | 'isNear' | 'sources' | 'checkedOn' | 'reviewBy'>

/** A card with its file and its sources. */
export function whereIs(library: Library, card: CardFile): Where {
  return {
    card: card.id,
    file: library.pathOf(card.id) ?? null,
    isNew: false,
    isNear: false,
    sources: card.sources.map(({ publisher, url }) => ({ publisher, url })),
    checkedOn: card.checked_on,
    reviewBy: reviewBy(card)?.toISOString().slice(0, 10) ?? null,
  }
}

/** Where the answer to a question belongs: the card of its topic and country, else the file that is still to be written. */
export function whereBelongs(library: Library, topic: string | null, country: string | null): Where {
  const known = library.cards.find((card) => card.topic === topic && card.country === (country ?? 'any'))
  if (known) return whereIs(library, known)
  const file = topic === null ? null : `content/cards/${country ?? 'any'}/${topic}.yaml`
  return { card: null, file, isNew: file !== null, isNear: false, sources: [], checkedOn: null, reviewBy: null }
}
