import { type Concepts, createPatterns, createSpeller, type PatternFault, plain } from '../safety/index.ts'
import { LANGUAGES, type Lang } from '../vocabulary.ts'
import type { QuestionData } from './data.ts'

/** "mine": which consulate serves me; "contact": how one is reached, to be answered here only where a place is named. */
export type ConsulateQuestion = 'mine' | 'contact'

export interface QuestionReader {
  asks(text: string): ConsulateQuestion | undefined
  readonly faults: readonly (PatternFault & { readonly lang: Lang })[]
}

/** Makes the reader of questions on somebody's consulate, in the pattern language of content/safety. */
export function createQuestionReader({ questions, hints }: QuestionData): QuestionReader {
  const faults: (PatternFault & { lang: Lang })[] = []
  const readers = LANGUAGES.map((lang) => {
    const { spelling, concepts, mine, contact, unless } = questions[lang]
    const { spell, spellRule } = createSpeller(lang, spelling)
    const patterns = createPatterns(concepts as Concepts, spellRule)
    const made = { spell, mine: patterns.compile(mine), contact: patterns.compile(contact), unless: patterns.compile(unless) }
    faults.push(...patterns.faults.map((fault) => ({ ...fault, lang })))
    return made
  })
  return {
    faults,
    asks(text) {
      const said = plain(text)
      if (!hints.some((hint) => said.includes(hint))) return undefined
      const spelt = readers.map((reader) => ({ ...reader, said: reader.spell(said) }))
      if (spelt.some(({ unless, said: own }) => unless.test(own))) return undefined
      if (spelt.some(({ mine, said: own }) => mine.test(own))) return 'mine'
      return spelt.some(({ contact, said: own }) => contact.test(own)) ? 'contact' : undefined
    },
  }
}
