import type { Lang } from '../vocabulary.ts'
import { LANGUAGES } from '../vocabulary.ts'
import { letterRow } from './features.ts'
import { fold } from './fold.ts'
import type { LanguageData } from './language-data.ts'
import { headScores, type LinearHead, softmax } from './linear-head.ts'

export interface LanguageReading {
  readonly lang: Lang | 'other'
  readonly confidence: number
  /** Two of our languages in one message; `lang` is the one that carries it. */
  readonly mixed: boolean
  /** Which language it seems to be when it is none of ours (ISO code), if that can be told. */
  readonly other?: string
}

export interface DetectedLanguage {
  readonly lang: string
  readonly p: number
}

export type ReadLanguage = (input: {
  text: string
  detected: readonly DetectedLanguage[]
  remembered?: Lang | undefined
}) => LanguageReading

const WORD = /[\p{L}\p{M}'’]+/gu
const APOSTROPHES = /[’‘ʼ´`]/g
const LETTER = /\p{L}/gu
const LATIN_LETTER = /\p{Script=Latin}/gu
/** Close relatives that the detector names for short Spanish, Portuguese, French or Creole messages. */
const LOOKALIKES: ReadonlySet<string> = new Set([
  'gl',
  'ca',
  'ast',
  'oc',
  'an',
  'la',
  'eo',
  'ia',
  'ie',
  'io',
  'pms',
  'lmo',
  'scn',
  'eml',
  'mwl',
  'ext',
  'br',
  'wa',
  'vec',
  'lb',
  'sco',
  'pam',
  'ilo',
  'war',
  'ceb',
  'jbo',
  'vo',
  'kw',
  'gd',
  'ga',
  'cy',
  'gv',
  'nn',
  'frr',
  'rm',
  'nap',
  'co',
  'sc',
  'lad',
  'cbk',
  'pap',
])
/** Glottal letters of Mayan spelling inside or after a word (tz', ch', b', q', -k'); Creole "k'ap" and French "qu'il" have none. */
const GLOTTAL = /^(?!k')\S*(tz|ch|b|k|q)'/
const DETECTOR_WEIGHT = 0.6
const MEMORY_WEIGHT = 6
/** Message lengths in words from which on the message outweighs what is remembered. */
const MEMORY_FADES_AT_WORDS = 3

/** Combines letters, telling words, the detector and the conversation's memory; each alone fails on short messages. */
export function createLanguageReader(data: Pick<LanguageData, 'tellingWords' | 'otherLanguages'>, head: LinearHead<Lang>): ReadLanguage {
  const telling = new Map<string, Lang[]>()
  for (const lang of LANGUAGES)
    for (const word of new Set(data.tellingWords[lang].map(fold))) telling.set(word, [...(telling.get(word) ?? []), lang])
  const foreign = new Map<string, string[]>()
  for (const [lang, phrases] of Object.entries(data.otherLanguages))
    for (const phrase of phrases) foreign.set(fold(phrase), [...(foreign.get(fold(phrase)) ?? []), lang])

  return ({ text, detected, remembered }) => {
    const tokens = (text.replace(APOSTROPHES, "'").match(WORD) ?? []).map(fold)
    if (tokens.length === 0) return otherScript(text) ?? { lang: remembered ?? 'es', confidence: remembered ? 0.9 : 0.2, mixed: false }
    const script = otherScript(text)
    if (script) return { ...script, ...named(detected[0]?.lang ?? scriptLanguage(text)) }
    const known = tokens.filter((token) => telling.has(token)).length / tokens.length
    const strange = Math.max(foreignShare(text, tokens, foreign), glottalShare(tokens))
    const detectedOther = detected.find(({ lang }) => !(LANGUAGES as readonly string[]).includes(lang) && !LOOKALIKES.has(lang))
    if (strange > 0.3 && strange > known)
      return {
        lang: 'other',
        confidence: Math.min(0.99, 0.5 + strange / 2),
        mixed: false,
        ...named(mostNamed(text, tokens, foreign) ?? detectedOther?.lang),
      }
    if (detectedOther && detectedOther.p > 0.7 && tokens.length >= 3 && known < 0.3)
      return { lang: 'other', confidence: detectedOther.p, mixed: false, ...named(detectedOther.lang) }

    const scores = headScores(head, letterRow(text), null)
    const fade = tokens.length <= 1 ? 1 : 1 / (1 + (tokens.length / MEMORY_FADES_AT_WORDS) ** 2)
    LANGUAGES.forEach((lang, k) => {
      const p = detected.find((one) => one.lang === lang)?.p ?? 0
      if (detected.length > 0) scores[k] = (scores[k] as number) + DETECTOR_WEIGHT * Math.log(p + 0.03)
      for (const token of tokens)
        if (telling.get(token)?.includes(lang)) scores[k] = (scores[k] as number) + 0.6 / (telling.get(token)?.length ?? 1)
      if (lang === remembered) scores[k] = (scores[k] as number) + MEMORY_WEIGHT * fade
    })
    const probabilities = softmax(scores)
    const order = LANGUAGES.map((lang, k) => ({ lang, p: probabilities[k] as number })).sort((a, b) => b.p - a.p)
    const best = order[0] as { lang: Lang; p: number }
    return { lang: best.lang, confidence: best.p, mixed: isMixed(tokens, telling, best.lang) }
  }
}

/** Other scripts are no language of ours, whatever the detector says. */
function otherScript(text: string): LanguageReading | undefined {
  const letters = text.match(LETTER)?.length ?? 0
  const latin = text.match(LATIN_LETTER)?.length ?? 0
  return letters >= 2 && latin < letters / 2 ? { lang: 'other', confidence: 0.99, mixed: false } : undefined
}

const named = (other: string | undefined): { other?: string } => (other === undefined ? {} : { other })

/** The commonest language of a script, for texts that the detector says nothing of. */
function scriptLanguage(text: string): string | undefined {
  const scripts: readonly (readonly [RegExp, string])[] = [
    [/\p{Script=Arabic}/u, 'ar'],
    [/[іїєґ]/iu, 'uk'],
    [/\p{Script=Cyrillic}/u, 'ru'],
    [/\p{Script=Han}/u, 'zh'],
    [/\p{Script=Devanagari}/u, 'hi'],
  ]
  return scripts.find(([script]) => script.test(text))?.[1]
}

/** The foreign language that claims most words. */
function mostNamed(text: string, tokens: readonly string[], foreign: ReadonlyMap<string, readonly string[]>): string | undefined {
  const folded = ` ${fold(text.replace(APOSTROPHES, "'"))} `
  const counts = new Map<string, number>()
  for (const [phrase, langs] of foreign)
    if (tokens.includes(phrase) || (phrase.includes(' ') && folded.includes(` ${phrase} `)))
      for (const lang of langs) counts.set(lang, (counts.get(lang) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/** Share of words that one foreign language claims. */
function foreignShare(text: string, tokens: readonly string[], foreign: ReadonlyMap<string, string[]>): number {
  const counts = new Map<string, number>()
  const padded = ` ${fold(text)
    .replace(APOSTROPHES, "'")
    .replace(/[^\p{L}']+/gu, ' ')} `
  for (const [phrase, langs] of foreign) {
    if (!padded.includes(` ${phrase} `)) continue
    for (const lang of langs) counts.set(lang, (counts.get(lang) ?? 0) + phrase.split(' ').length)
  }
  return Math.max(0, ...counts.values()) / tokens.length
}

/** Share of words in the spelling of a Mayan language; fewer than three words may be the name of one. */
function glottalShare(tokens: readonly string[]): number {
  return tokens.length < 3 ? 0 : tokens.filter((token) => GLOTTAL.test(token)).length / tokens.length
}

function isMixed(tokens: readonly string[], telling: ReadonlyMap<string, Lang[]>, main: Lang): boolean {
  const own = new Set<string>()
  const others = new Map<Lang, Set<string>>()
  for (const token of tokens) {
    const langs = telling.get(token)
    if (!langs || token.length < 2) continue
    if (langs.includes(main)) own.add(token)
    else if (langs.length === 1 && langs[0]) others.set(langs[0], (others.get(langs[0]) ?? new Set()).add(token))
  }
  return own.size >= 2 && [...others.values()].some((found) => found.size >= 2)
}
