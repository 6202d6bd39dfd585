import type { Lang } from '../vocabulary.ts'

/** Words as they are typed, by what they mean: {porque: [xq, pq]}. */
export type Spelling = Readonly<Record<string, readonly string[]>>

/** Writes plain text the way that rules of one language are compared in: abbreviations written out, sounds spelt one way. */
export type Speller = (plainText: string) => string

export interface Spellers {
  /** For messages: whatever people write is forgotten at once. */
  readonly spell: Speller
  /** For rules: their words are remembered, so that the same words of a message cost nothing. */
  readonly spellRule: Speller
}

/** Makes the spellers of a language. Rules and messages are spelt alike, so what is merged merges on both sides. */
export function createSpeller(lang: Lang, spelling: Spelling): Spellers {
  const meant = new Map<string, string>()
  for (const [meaning, forms] of Object.entries(spelling)) for (const form of forms) meant.set(form, meaning)
  // Words of rules only: a word that a person wrote may be their name, and would stay in memory after they are erased.
  const cache = new Map<string, string>()
  const word = (typed: string): string => {
    const undoubled = typed.replace(/([a-z])\1{2,}/g, '$1')
    const whole = meant.get(typed) ?? meant.get(undoubled) ?? undoubled
    return whole
      .split(' ')
      .map((part) => SOUND[lang](part).replace(/([a-z])\1+/g, '$1') || part)
      .join(' ')
  }
  const learn = (typed: string): string => {
    const spelt = cache.get(typed) ?? word(typed)
    cache.set(typed, spelt)
    return spelt
  }
  return {
    spell: (plainText) =>
      plainText
        .split(' ')
        .map((typed) => cache.get(typed) ?? word(typed))
        .join(' '),
    spellRule: (plainText) => plainText.split(' ').map(learn).join(' '),
  }
}

/** One spelling for what sounds alike. */
const SOUND: Readonly<Record<Lang, (word: string) => string>> = {
  es: (w) =>
    w
      .replace(/ll/g, 'y')
      .replace(/ch/g, 'x')
      .replace(/h/g, '')
      .replace(/g(?=[ei])/g, 'j')
      .replace(/gu(?=[ei])/g, 'g')
      .replace(/qu?/g, 'k')
      .replace(/c(?=[eiy])/g, 's')
      .replace(/c/g, 'k')
      .replace(/z/g, 's')
      .replace(/v/g, 'b')
      .replace(/([a-z])ao$/, '$1ado'),
  pt: (w) =>
    w
      .replace(/ch/g, 'x')
      .replace(/([ln])h/g, '$1')
      .replace(/h/g, '')
      .replace(/qu?(?=[ei])/g, 'k')
      .replace(/qu?/g, 'k')
      .replace(/c(?=[ei])/g, 's')
      .replace(/c/g, 'k')
      .replace(/z/g, 's'),
  fr: (w) =>
    w
      .replace(/ph/g, 'f')
      .replace(/qu?/g, 'k')
      .replace(/h/g, '')
      .replace(/(?<=[a-z]{2})(?:ees?|er|ez|es)$/, 'e')
      .replace(/(?<=[a-z]{2})[xtsdz]+$/, ''),
  ht: (w) =>
    w
      .replace(/ou/g, 'u')
      .replace(/(?<=[a-z])y(?=[aeou])/g, 'i')
      .replace(/c(?!h)/g, 'k')
      .replace(/qu?/g, 'k'),
  en: (w) => w,
}
