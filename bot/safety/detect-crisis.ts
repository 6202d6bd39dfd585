import type { Lang } from '../vocabulary.ts'
import type { CrisisRule, CrisisRules } from './crisis-data.ts'
import { plain } from './plain.ts'
import type { CrisisMatch } from './types.ts'

/** Shorter than this a word without spaces is a word. */
const JOINED_WORD = 9

/**
 * Whether somebody is in danger now, by the words alone: no model, no memory, nothing that can fail.
 * Where the rules of several languages speak, the language with more of them is taken.
 */
export function detectCrisis(text: string, languages: readonly CrisisRules[]): CrisisMatch | undefined {
  const words = plain(text)
  const long = words.split(' ').filter((word) => word.length >= JOINED_WORD)
  let best: { rule: CrisisRule | undefined; lang: Lang; count: number } | undefined
  for (const language of spokenIn(words, languages)) {
    const found = matching(language, language.spell(words))
    const joined = long.some((word) => language.joined.some((phrase) => word.includes(phrase)))
    const count = found.length + (joined ? 1 : 0)
    if (count > (best?.count ?? 0)) best = { rule: found.find(isOfPlace) ?? found[0], lang: language.lang, count }
  }
  if (!best) return undefined
  return { kind: best.rule?.kind ?? 'suicide', rule: best.rule?.id ?? `${best.lang}.joined`, lang: best.lang }
}

/** Where the danger lies tells more than what it is: rescue on the way, words to say before a flight. */
function isOfPlace({ kind }: CrisisRule): boolean {
  return kind === 'travel-danger' || kind === 'return-danger'
}

/** Every rule that a message meets, for those who mend rules. */
export function explainCrisis(text: string, languages: readonly CrisisRules[]): string[] {
  const words = plain(text)
  return spokenIn(words, languages).flatMap((language) => matching(language, language.spell(words)).map((rule) => rule.id))
}

/** The languages that a message may be in: all of them while it is short or mixed, fewer where its little words are plain. */
function spokenIn(words: string, languages: readonly CrisisRules[]): CrisisRules[] {
  const typed = words.split(' ')
  const counts = languages.map(({ marks }) => typed.filter((word) => marks.has(word)).length)
  const most = Math.max(0, ...counts)
  return languages.filter((_, i) => most < PLAIN || ((counts[i] ?? 0) > 0 && (counts[i] ?? 0) * FEWER >= most))
}

/** From so many little words on the language is plain… */
const PLAIN = 2
/** …and a language with this many times fewer of them is not meant. */
const FEWER = 3

function matching({ isCalm, rules }: CrisisRules, spelt: string): CrisisRule[] {
  let calm: boolean | undefined
  return rules.filter((rule) => {
    if (!rule.all.every((pattern) => pattern.test(spelt))) return false
    if (rule.unless?.test(spelt)) return false
    if (rule.firm) return true
    calm ??= isCalm(spelt)
    return !calm
  })
}
