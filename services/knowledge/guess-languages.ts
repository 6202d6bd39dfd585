import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import { STOP_WORDS } from './stop-words.ts'
import { words } from './tokenise.ts'

export type Detect = (text: string) => readonly { readonly lang: string; readonly p: number }[]

/** So much may every language that the detector did not name: it is sure of itself and wrong on most short Creole texts. */
const UNNAMED = 0.1
const NO_SMALL_WORDS = 0.01
const UNSEEN = 0.002
const ROUNDS = 3

/**
 * The language of each text among ours: what the detector says, times the share of the language's small words (the detector hardly
 * knows Creole), times how much of the whole lot looks like that language, so that three words or a name among a thousand
 * Portuguese answers are taken for Portuguese. The shares settle in three rounds.
 */
export function guessLanguages(texts: readonly string[], detect: Detect): Lang[] {
  const likelihoods = texts.map((text) => likelihoodOf(text, detect))
  let shares = LANGUAGES.map(() => 1 / LANGUAGES.length)
  for (let round = 0; round < ROUNDS; round++) {
    const next = LANGUAGES.map(() => UNSEEN)
    for (const row of likelihoods) {
      const fit = row.map((p, i) => p * (shares[i] as number))
      const sum = fit.reduce((a, b) => a + b, 0)
      fit.forEach((p, i) => {
        next[i] = (next[i] as number) + p / sum / texts.length
      })
    }
    shares = next
  }
  return likelihoods.map((row) => {
    const fit = row.map((p, i) => p * (shares[i] as number))
    return LANGUAGES[fit.indexOf(Math.max(...fit))] ?? 'es'
  })
}

function likelihoodOf(text: string, detect: Detect): number[] {
  const named = detect(text)
  const used = words(text)
  return LANGUAGES.map((lang) => {
    const detected = UNNAMED + (named.find((guess) => guess.lang === lang)?.p ?? 0)
    const small = used.filter((word) => STOP_WORDS[lang].has(word)).length / Math.max(1, used.length)
    return detected * (NO_SMALL_WORDS + small)
  })
}
