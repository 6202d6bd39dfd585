import type { Phase, Profile } from '../vocabulary.ts'
import { words } from './fold.ts'
import type { LanguageData } from './language-data.ts'

export interface CueReader {
  /** The phase whose cues are longest in the text, if any. */
  phase(tokens: readonly string[]): Phase | null
  profiles(tokens: readonly string[]): Profile[]
}

/** Finds phrases of content/language/phases.yaml and profiles.yaml in a message. */
export function createCueReader(data: Pick<LanguageData, 'phases' | 'profiles'>): CueReader {
  const phases = compile(data.phases)
  const profiles = compile(data.profiles)
  return {
    phase(tokens) {
      const text = ` ${tokens.join(' ')} `
      let best: { label: Phase; length: number } | undefined
      for (const [label, phrases] of phases) {
        const length = phrases.reduce((longest, phrase) => (phrase.length > longest && text.includes(phrase) ? phrase.length : longest), 0)
        if (length > (best?.length ?? 0)) best = { label, length }
      }
      return best?.label ?? null
    },
    profiles(tokens) {
      const text = ` ${tokens.join(' ')} `
      return profiles.filter(([, phrases]) => phrases.some((phrase) => text.includes(phrase))).map(([label]) => label)
    },
  }
}

function compile<Label extends string>(lists: Record<Label, string[]>): [Label, string[]][] {
  return (Object.entries(lists) as [Label, string[]][]).map(([label, phrases]) => [
    label,
    phrases.map((phrase) => ` ${words(phrase).join(' ')} `),
  ])
}
