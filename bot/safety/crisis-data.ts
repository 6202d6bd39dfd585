import { z } from 'zod'
import { CRISIS_KINDS, type CrisisKind, LANGUAGES, type Lang } from '../vocabulary.ts'
import { type Concepts, createPatterns, type PatternFault } from './pattern.ts'
import { createSpeller, type Speller } from './spelling.ts'

const Patterns = z.array(z.string().min(1)).min(1)

/** One file of content/safety/crisis/: how people of one language say that they are in danger. */
export const CrisisRulesFile = z.strictObject({
  lang: z.enum(LANGUAGES),
  review: z.union([z.literal('draft'), z.strictObject({ by: z.string(), on: z.string() })]),
  /** How words are typed on phones. */
  spelling: z.record(z.string(), z.array(z.string())),
  concepts: z.record(z.string(), Patterns),
  /** Little words that hardly any message of the language lacks: a message full of another language's is not judged by these rules. */
  marks: z.array(z.string()),
  /** Past, film, news, calm questions: no rule counts beside these, unless it says `firm`. */
  calm: Patterns,
  /** Questions about services and rights: they calm a message too, unless something `urgent` stands beside them. */
  asks: Patterns,
  urgent: Patterns,
  /** Written without spaces: looked for in messages that hide them. */
  joined: z.array(z.string()),
  rules: z.array(
    z
      .strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/),
        kind: z.enum(CRISIS_KINDS),
        /** One of these… */
        any: Patterns.optional(),
        /** …and every one of these. */
        all: Patterns.optional(),
        unless: Patterns.optional(),
        firm: z.boolean().default(false),
      })
      .refine((rule) => rule.any ?? rule.all, 'a rule needs "any" or "all"'),
  ),
})
export type CrisisRulesFile = z.infer<typeof CrisisRulesFile>

export interface CrisisRule {
  readonly id: string
  readonly kind: CrisisKind
  readonly all: readonly RegExp[]
  readonly unless: RegExp | undefined
  readonly firm: boolean
}

export interface CrisisRules {
  readonly lang: Lang
  readonly spell: Speller
  readonly marks: ReadonlySet<string>
  readonly isCalm: (spelt: string) => boolean
  readonly joined: readonly string[]
  readonly rules: readonly CrisisRule[]
}

/**
 * An engine builds a regular expression when it is first used: done in steps beforehand, nobody in danger waits for it.
 * @yields after each rule, so that other work can come between
 */
export function* warmCrisisRules({ rules }: CrisisRules): Generator<void> {
  for (const rule of rules) {
    for (const pattern of [...rule.all, ...(rule.unless ? [rule.unless] : [])]) for (const _ of [1, 2]) pattern.test('/ a / ')
    yield
  }
}

/** Makes rules ready for use; `faults` names what a pattern got wrong (the rest of the rules still work). */
export function compileCrisisRules(file: CrisisRulesFile): { rules: CrisisRules; faults: readonly PatternFault[] } {
  const { spell, spellRule } = createSpeller(file.lang, file.spelling)
  const { compile, faults } = createPatterns(file.concepts as Concepts, spellRule)
  const rules = file.rules.map((rule) => ({
    id: `${file.lang}.${rule.id}`,
    kind: rule.kind,
    all: [...(rule.any ? [compile(rule.any)] : []), ...(rule.all ?? []).map((pattern) => compile([pattern]))],
    unless: rule.unless ? compile(rule.unless) : undefined,
    firm: rule.firm,
  }))
  const [calm, asks, urgent] = [compile(file.calm), compile(file.asks), compile(file.urgent)]
  const isCalm = (spelt: string) => calm.test(spelt) || (asks.test(spelt) && !urgent.test(spelt))
  return { rules: { lang: file.lang, spell, marks: new Set(file.marks), isCalm, joined: file.joined, rules }, faults }
}
