import type { Lang } from '../vocabulary.ts'
import { words } from './fold.ts'
import type { LanguageData } from './language-data.ts'

export type Normalise = (text: string, lang?: Lang) => string

/** Apostrophes inside a word vanish before look-up, so that "don't" and "dont" are one entry. */
const APOSTROPHES = /[’'`´]/g

/**
 * Makes the function that writes a message as it would stand in a dictionary: folded, abbreviations written out, joined words parted.
 * For matching only: what is stored or shown stays as the person wrote it.
 */
export function createNormaliser(spelling: LanguageData['spelling']): Normalise {
  const tables = new Map<string, ReadonlyMap<string, string>>()
  for (const [lang, { words: meant, joined }] of Object.entries(spelling)) {
    const table = new Map<string, string>()
    for (const [meaning, written] of [...Object.entries(meant), ...Object.entries(joined)])
      for (const form of written) table.set(form, meaning)
    tables.set(lang, table)
  }
  return (text, lang) => {
    const table = lang ? tables.get(lang) : undefined
    return words(text.replace(APOSTROPHES, lang === 'fr' || lang === 'ht' ? ' ' : ''))
      .map((word) => table?.get(word) ?? word)
      .join(' ')
  }
}
