const MARKS = /[\u0300-\u036f]/g
const NOT_WORD = /[^a-z0-9]+/g
const LONG_RUN = /([a-z])\1{2,}/g
/** Shorter words with a run are acronyms (ISSS), not drawn-out speech. */
const DRAWN_OUT_LETTERS = 5

/** Lower case without accents; ñ becomes n. Every comparison of words is made in this form. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(/ß/g, 'ss').replace(/œ/g, 'oe').replace(/æ/g, 'ae')
}

/** Folded words. Apostrophes and hyphens part words ("j'ai" is two), so that names compare however they are typed. */
export function words(text: string): string[] {
  const spaced = fold(text).replace(NOT_WORD, ' ').trim()
  if (spaced === '') return []
  return spaced.split(' ').map((word) => (word.length >= DRAWN_OUT_LETTERS ? word.replace(LONG_RUN, '$1') : word))
}
