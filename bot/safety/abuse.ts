import { z } from 'zod'
import { LANGUAGES, type Lang } from '../vocabulary.ts'
import { type Concepts, createPatterns, type PatternFault } from './pattern.ts'
import { plain } from './plain.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { ABUSE_KINDS, type Abuse, type AbuseKind } from './types.ts'

const Patterns = z.array(z.string().min(1)).min(1)

/** One file of content/safety/abuse/: what is not answered, in one language. */
export const AbuseFile = z.strictObject({
  lang: z.enum(LANGUAGES),
  spelling: z.record(z.string(), z.array(z.string())),
  concepts: z.record(z.string(), Patterns),
  rules: z.array(z.strictObject({ kind: z.enum(ABUSE_KINDS), any: Patterns, unless: Patterns.optional() })),
})
export type AbuseFile = z.infer<typeof AbuseFile>

interface AbuseWords {
  readonly lang: Lang
  readonly spell: Speller
  readonly rules: readonly { readonly kind: AbuseKind; readonly any: RegExp; readonly unless: RegExp | undefined }[]
}
export type AbuseData = readonly AbuseWords[]

/** Makes the rules of one language ready for use. */
export function compileAbuse(file: AbuseFile): { words: AbuseWords; faults: readonly PatternFault[] } {
  const { spell, spellRule } = createSpeller(file.lang, file.spelling)
  const { compile, faults } = createPatterns(file.concepts as Concepts, spellRule)
  const rules = file.rules.map(({ kind, any, unless }) => ({ kind, any: compile(any), unless: unless ? compile(unless) : undefined }))
  return { words: { lang: file.lang, spell, rules }, faults }
}

/** Links, or one word again and again, and hardly anything else. */
const LINK = /(?:https?:\/\/|www\.)\S+/gi
const MAX_REPEATS = 12

/** What kind of message that gets no engagement this is, if any. `scam-described` is a flag: answer it, and warn of fraud with it. */
export function checkAbuse(text: string, data: AbuseData): Abuse | undefined {
  const words = plain(text)
  for (const { lang, spell, rules } of data) {
    const spelt = spell(words)
    const found = rules.find(({ any, unless }) => any.test(spelt) && !unless?.test(spelt))
    if (found) return { kind: found.kind, rule: `${lang}.${found.kind}` }
  }
  return isSpam(text) ? { kind: 'spam', rule: 'any.spam' } : undefined
}

function isSpam(text: string): boolean {
  const links = text.match(LINK)?.length ?? 0
  const rest = text
    .replace(LINK, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (links > 2 && rest.length < links * 4) return true
  return rest.length > MAX_REPEATS && new Set(rest.map((word) => word.toLowerCase())).size <= 2
}
