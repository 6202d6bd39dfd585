import { createHash } from 'node:crypto'
import type { CardWords } from './card-schema.ts'

/** Fingerprint of the words that a translation is made from (asks are not translated, so they do not count). 8 hex digits. */
export function fingerprint(words: CardWords): string {
  const parts = [words.title, words.short, words.steps, words.requires ?? [], words.cost ?? '', words.time ?? '', words.note ?? '']
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8)
}
