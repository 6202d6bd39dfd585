import { isCommon } from './commonest.ts'

/** Words of this work and this place: whoever guesses begins with them. Written without accents. */
export const NEAR_WORDS = [
  'puente',
  'bridge',
  'consulado',
  'consulate',
  'consulat',
  'embajada',
  'embassy',
  'migrante',
  'migrant',
  'migracion',
  'retorno',
  'repatriado',
  'deportado',
  'refugio',
  'shelter',
  'mexico',
  'guatemala',
  'salvador',
  'honduras',
  'dominicana',
  'haiti',
  'ayiti',
  'nicaragua',
  'panama',
  'administrador',
  'administrator',
  'admin',
  'supervisor',
  'caseworker',
  'password',
  'contrasena',
  'welcome',
  'bienvenido',
  'qwertyuiop',
  'asdfghjkl',
  'qwerty',
] as const

const LEAST_LEFT = 6
const LEAST_DIFFERENT = 5

/**
 * Whether a password is one of the commonest, or one that somebody who knows its owner would try: hardly anything is left of it without words of this work, the owner's
 * own names, digits and marks, or it repeats itself. Any letters are allowed; only what can be guessed is refused.
 * @param owner what belongs to the person: first name, e-mail address
 */
export function isGuessable(password: string, owner: readonly string[]): boolean {
  const plain = password.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const own = owner.flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u)).filter((word) => word.length >= 3)
  const rest = [...NEAR_WORDS, ...own].reduce((left, word) => left.replaceAll(word, ''), plain)
  const letters = rest.replace(/[^\p{L}]/gu, '')
  const isNear = rest !== plain && letters.length < LEAST_LEFT
  return isCommon(password) || isNear || new Set(plain).size < LEAST_DIFFERENT || isCounting(plain)
}

/** 1234567890, abcdefghij, and the same backwards. */
function isCounting(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0))
  const even = steps.filter((step) => step === 1 || step === -1 || step === 0).length
  return even >= steps.length - 1
}
