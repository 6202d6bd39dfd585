/**
 * Letters and digits of made codes: no vowels (no words come about), and of every pair that a poor photocopy or a hurried eye takes for
 * one another (0 O Q D, 1 I L, 2 Z, 5 S, 8 B 3, 6 G C, U V, M N, E F) at most one. All are in GSM-7. Seventeen, a prime: see checkLetter.
 */
export const CODE_ALPHABET = 'CDFHJKMPRTWXY3479'
export const CODE_LENGTH = 4
const WEIGHTS = [1, 5, 3, 6] as const

/** A word that people chose for a code: a place, a campaign. */
const WORD_CODE = /^[A-Z]{5,12}$/
const MADE_CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`)

/** As codes are compared: capitals and digits only. */
export function plainCode(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

/** A code that may have been made here: its letters, a letter first, a digit in it (so that no word, number or year is one), its check letter. */
export function isMadeCode(code: string): boolean {
  return looksMade(code) && weigh(code) === 0
}

/** The same without the check letter: somebody means a code. */
export function looksMade(code: string): boolean {
  return MADE_CODE.test(code) && /^[A-Z]/.test(code) && /\d/.test(code)
}

export function isWordCode(code: string): boolean {
  return WORD_CODE.test(code)
}

/**
 * A code that nobody has yet, or undefined when this draw is no code (a digit first, no digit at all): draw again.
 * @param draw a whole number from 0 to below `n`
 */
export function drawCode(draw: (n: number) => number): string | undefined {
  const letters = Array.from({ length: CODE_LENGTH - 1 }, () => CODE_ALPHABET[draw(CODE_ALPHABET.length)] ?? '').join('')
  const code = letters + checkLetter(letters)
  return isMadeCode(code) ? code : undefined
}

/**
 * The last letter: all letters weighed add up to nothing modulo a prime, with a weight of its own for each place. One wrong letter and
 * two letters that changed places are always seen, so two codes differ in two letters at least.
 */
function checkLetter(letters: string): string {
  return [...CODE_ALPHABET].find((letter) => weigh(letters + letter) === 0) ?? ''
}

function weigh(code: string): number {
  return [...code].reduce((sum, letter, i) => sum + (WEIGHTS[i] ?? 0) * CODE_ALPHABET.indexOf(letter), 0) % CODE_ALPHABET.length
}
