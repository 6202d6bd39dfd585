import { createRequire } from 'node:module'
import type { Lang } from '../../bot/vocabulary.ts'
import { STOP_WORDS } from './stop-words.ts'

interface Stemmer {
  stem(word: string): string
}
const snowball = createRequire(import.meta.url)('snowball-stemmers') as { newStemmer(language: string): Stemmer }

/** Creole has no Snowball stemmer and hardly any inflexion: words stay as they are. */
const STEMMERS: Partial<Record<Lang, Stemmer>> = {
  es: snowball.newStemmer('spanish'),
  en: snowball.newStemmer('english'),
  fr: snowball.newStemmer('french'),
  pt: snowball.newStemmer('portuguese'),
}
const STEM_MIN_CHARS = 4
/** Four letters: shorter pieces meet by chance, longer ones miss the slips of the finger (measured: docs/decisions/003-retrieval.md). */
const GRAM_CHARS = 4

/** Accents off, lower case: "Perdí" → "perdi". Matching only; nothing that is shown goes through here. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** A figure with its thousands set apart: "106.000", "106,000" and "106000" are one. */
const GROUPED_FIGURE = /(?<![\d.,])\d{1,3}(?:[.,\u00a0\u202f]\d{3})+(?![\d])/g

/** Words and figures of a text, folded. */
export function words(text: string): string[] {
  const joined = fold(text).replace(GROUPED_FIGURE, (figure) => figure.replace(/\D/g, ''))
  return joined.match(/[\p{L}\p{N}]+/gu) ?? []
}

/** What a folded word is called in the index of a language: its stem, or nothing for a stop word. */
export function stemOf(word: string, lang: Lang): string | undefined {
  if (STOP_WORDS[lang].has(word)) return undefined
  const stemmer = STEMMERS[lang]
  return stemmer && word.length >= STEM_MIN_CHARS ? fold(stemmer.stem(word)) : word
}

/** A folded word cut into overlapping pieces, its ends marked: "acta" → " act", "acta", "cta ". */
export function grams(word: string): string[] {
  const marked = ` ${word} `
  if (marked.length <= GRAM_CHARS) return [marked]
  return Array.from({ length: marked.length - GRAM_CHARS + 1 }, (_, i) => marked.slice(i, i + GRAM_CHARS))
}
