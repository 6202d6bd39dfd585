import { z } from 'zod'
import { LANGUAGES, type Lang } from '../vocabulary.ts'
import { createPatterns, type PatternFault } from './pattern.ts'
import { plain } from './plain.ts'
import { createSpeller, type Speller } from './spelling.ts'
import { COMMANDS, type CommandContext, type CommandKind, type CommandMatch } from './types.ts'

const Patterns = z.array(z.string().min(1))

/** One file of content/safety/commands/: the words of one language that are orders, when they are the whole message. */
export const CommandsFile = z.strictObject({
  lang: z.enum(LANGUAGES),
  spelling: z.record(z.string(), z.array(z.string())),
  concepts: z.record(z.string(), Patterns),
  /** Courtesy that may stand before or after an order. */
  polite: Patterns,
  commands: z.partialRecord(z.enum(COMMANDS), Patterns),
  /** How the five languages are called here. */
  languages: z.strictObject({ es: Patterns, en: Patterns, ht: Patterns, fr: Patterns, pt: Patterns }),
  /** Orders to speak a language; {lang} stands for its name. */
  speak: Patterns,
  /** Number words from one: ways to write 1, 2, 3… */
  numbers: z.array(Patterns),
  /** First, second, third… */
  ordinals: z.array(Patterns),
  last: Patterns,
  /** What may stand before a number ("opción", "la") and after it ("por favor" is courtesy already). */
  counted: Patterns,
})
export type CommandsFile = z.infer<typeof CommandsFile>

interface CommandWords {
  readonly lang: Lang
  readonly spell: Speller
  readonly polite: RegExp
  readonly commands: readonly (readonly [CommandKind, RegExp])[]
  readonly languages: readonly (readonly [Lang, RegExp])[]
  readonly counted: RegExp
  readonly numbers: readonly (readonly [number, RegExp])[]
}
export type CommandData = readonly CommandWords[]

/** Longer messages are no orders. */
const MAX_WORDS = 12
const MAX_NUMBER = 20

/** Makes the words of one language ready for use. */
export function compileCommands(file: CommandsFile): { words: CommandWords; faults: readonly PatternFault[] } {
  const { spell, spellRule } = createSpeller(file.lang, file.spelling)
  const { compile, faults } = createPatterns(file.concepts, spellRule)
  const whole = (patterns: readonly string[]) => new RegExp(`^(?:${compile(patterns.length > 0 ? patterns : ['_ _ _']).source})$`)
  const numbers = [file.numbers, file.ordinals].flatMap((list) => list.map((ways, i) => [i + 1, whole(ways)] as const))
  const words: CommandWords = {
    lang: file.lang,
    spell,
    polite: new RegExp(`(?:^${compile(file.polite).source})|(?:${compile(file.polite).source}$)`),
    commands: Object.entries(file.commands).map(([kind, ways]) => [kind as CommandKind, whole(ways)]),
    languages: LANGUAGES.map((lang) => [
      lang,
      whole(file.languages[lang].flatMap((name) => [name, ...file.speak.map((order) => order.replace('{lang}', name))])),
    ]),
    counted: new RegExp(`^${compile(file.counted).source}`),
    numbers: [...numbers, [-1, whole(file.last)]],
  }
  return { words, faults }
}

/**
 * The order that a message is, when the whole message is an order: "baja", "ya no me manden mensajes", "opción 2".
 * "No pares de buscar a mi hijo" and "ayuda con mi acta" are none. The caller decides what yes, no and numbers mean.
 * `number` is -1 for "the last one".
 */
export function matchCommand(text: string, data: CommandData, context: CommandContext): CommandMatch | undefined {
  const word = text.trim()
  const said = plain(text.replace(THUMB, ' ok ').replace(KEYCAP, '$1'))
    .replace(/[/*#$] /g, '')
    .trim()
  const count = said === '' ? 0 : said.split(' ').length
  if (count === 0 || count > MAX_WORDS) return undefined
  const digits = /^(?:n(?:o|um)? ?)?(\d{1,2})$/.exec(said)
  if (digits) return numbered(Number(digits[1]), word)
  // The language of the conversation is heard first: "para" is an order in one and a preposition in another.
  const ordered = [...data].sort((a, b) => Number(b.lang === context.lang) - Number(a.lang === context.lang))
  const found = ordered.flatMap((words) => {
    const match = inLanguage(words, said)
    return match ? [{ ...match, lang: words.lang }] : []
  })
  const [first] = found
  if (!first) return undefined
  const isOnly = found.every((match) => match.lang === first.lang) && first.command !== 'number'
  const { lang, ...rest } = first
  return { ...rest, ...(isOnly ? { lang } : {}), word }
}

const THUMB = /[\u{1F44D}\u{1F44C}\u{2705}\u{2714}]\p{M}*/gu
const KEYCAP = /(\d)\uFE0F?\u20E3/gu

function numbered(number: number, word: string): CommandMatch | undefined {
  return number >= 1 && number <= MAX_NUMBER ? { command: 'number', number, word } : undefined
}

function inLanguage(words: CommandWords, said: string): { command: CommandKind; target?: Lang; number?: number } | undefined {
  const spelt = `${words.spell(said)} `
  const bare = strip(spelt, words.polite)
  for (const form of new Set([spelt, bare])) {
    if (form.trim() === '') continue
    const command = words.commands.find(([, ways]) => ways.test(form))
    if (command) return { command: command[0] }
    const target = words.languages.find(([, ways]) => ways.test(form))
    if (target) return { command: 'language', target: target[0] }
    const number = countedNumber(words, form)
    if (number !== undefined) return { command: 'number', number }
  }
  return undefined
}

function countedNumber(words: CommandWords, form: string): number | undefined {
  const bare = strip(form, words.counted)
  const digits = /^(\d{1,2}) (?:(?:y|i|e|et|ak|and) \d{1,2} )?$/.exec(bare)
  if (digits) return numbered(Number(digits[1]), '')?.number
  return words.numbers.find(([, ways]) => ways.test(bare) || ways.test(form))?.[0]
}

/** Takes courtesy away from both ends, as long as something stays. */
function strip(text: string, polite: RegExp): string {
  let rest = text
  for (let i = 0; i < MAX_WORDS; i++) {
    const less = rest.replace(polite, '')
    if (less === rest || less.trim() === '') return rest
    rest = less
  }
  return rest
}
