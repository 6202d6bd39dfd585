import { LAUGH } from './plain.ts'
import type { Speller } from './spelling.ts'

/** Lists of ways to say one thing, by name; a way may use other concepts ($name). */
export type Concepts = Readonly<Record<string, readonly string[]>>

export interface PatternFault {
  readonly pattern: string
  readonly what: string
}

export interface Patterns {
  /** One regular expression that finds any of the patterns; a pattern that would find everything finds nothing. */
  compile(patterns: readonly string[]): RegExp
  readonly faults: readonly PatternFault[]
}

/** A piece of a regular expression, and whether it is content with no words at all. */
interface Piece {
  readonly source: string
  readonly mayBeEmpty: boolean
}

interface Reader {
  readonly text: string
  at: number
}

const NOTHING: Piece = { source: '(?!)', mayBeEmpty: false }
const WORD = /^[a-z0-9*ñçàâáãéèêëîíïóòôõúùûü]+$/

/**
 * Makes regular expressions of the small language of content/safety/README.md: words, word*, (a|b c), $concept, each with
 * "?" when it may lack; "..3" at most three words between; "..." as many as needed, sentence ends included; "_" a sentence
 * end; "%" a number, "%y" a year; !(x) not followed by x; <!(x) no x within three words before.
 */
export function createPatterns(concepts: Concepts, spell: Speller): Patterns {
  const faults: PatternFault[] = []
  const pieces = new Map<string, Piece>()
  const open = new Set<string>()

  const note = (pattern: string, what: string): Piece => {
    if (!faults.some((fault) => fault.pattern === pattern && fault.what === what)) faults.push({ pattern, what })
    return NOTHING
  }

  const concept = (name: string, pattern: string): Piece => {
    const known = pieces.get(name)
    if (known) return known
    const ways = concepts[name]
    if (!ways || open.has(name)) return note(pattern, ways ? `$${name} uses itself` : `there is no concept $${name}`)
    open.add(name)
    const piece = { source: either(ways.map(whole)), mayBeEmpty: false }
    open.delete(name)
    pieces.set(name, piece)
    return piece
  }

  const whole = (pattern: string): Piece => {
    // As in messages: don't is dont, j'ai is j ai.
    const text = pattern
      .toLowerCase()
      .replace(/([a-z])['’](t|s|m|re|ve|ll|d)(?![a-z])/g, '$1$2')
      .replace(/['’]/g, ' ')
      .replace(/\bhaha\b/g, LAUGH)
    const reader = { text, at: 0 }
    const piece = sequence(reader)
    if (reader.at < text.length) return note(pattern, `")" too many at ${reader.at}`)
    return piece.mayBeEmpty ? note(pattern, 'this would find every message') : piece
  }

  const group = (reader: Reader): Piece => {
    const ways = [sequence(reader)]
    while (reader.text[reader.at] === '|') {
      reader.at++
      ways.push(sequence(reader))
    }
    if (reader.text[reader.at] !== ')') return note(reader.text, 'a ")" is missing')
    reader.at++
    if (ways.some((way) => way.mayBeEmpty)) return note(reader.text, 'a way between "|" may be empty; put "?" after the ")"')
    return { source: either(ways), mayBeEmpty: false }
  }

  const sequence = (reader: Reader): Piece => {
    const parts: Piece[] = []
    for (;;) {
      while (reader.text[reader.at] === ' ') reader.at++
      const rest = reader.text.slice(reader.at)
      if (rest === '' || rest[0] === '|' || rest[0] === ')') break
      parts.push(guard(rest, reader) ?? bracketed(rest, reader) ?? token(rest, reader))
    }
    return { source: parts.map((part) => part.source).join(''), mayBeEmpty: parts.every((part) => part.mayBeEmpty) }
  }

  const bracketed = (rest: string, reader: Reader): Piece | undefined => {
    if (rest[0] !== '(') return undefined
    reader.at++
    return optional(group(reader), reader)
  }

  const guard = (rest: string, reader: Reader): Piece | undefined => {
    const mark = rest.startsWith('<!(') ? '<!(' : rest.startsWith('!(') ? '!(' : undefined
    if (!mark) return undefined
    reader.at += mark.length
    const { source } = group(reader)
    return { source: mark === '!(' ? `(?!${source})` : `(?<!${source}(?:[^ /]+ ){0,3})`, mayBeEmpty: true }
  }

  const token = (rest: string, reader: Reader): Piece => {
    const text = /^[^ |()?]+/.exec(rest)?.[0] ?? ''
    reader.at += Math.max(1, text.length)
    if (text === '') return note(reader.text, `"${rest[0]}" is not understood here`)
    if (text === '...') return { source: '(?:[^ ]+ ){0,80}?', mayBeEmpty: true }
    const gap = /^\.\.(\d*)$/.exec(text)
    if (gap) return { source: `(?:[^ /]+ ){0,${gap[1] === '' ? 4 : gap[1]}}?`, mayBeEmpty: true }
    if (text === '_') return { source: '/ ', mayBeEmpty: false }
    return optional(element(text, reader.text), reader)
  }

  const element = (text: string, pattern: string): Piece => {
    if (text === '%') return { source: '\\d+[a-z]{0,3} ', mayBeEmpty: false }
    if (text === '%y') return { source: '(?:19|20)\\d\\d ', mayBeEmpty: false }
    if (text[0] === '$') return concept(text.slice(1), pattern)
    const begins = text.endsWith('*')
    const bare = begins ? text.slice(0, -1) : text
    if (!WORD.test(bare)) return note(pattern, `"${text}": write words in small letters without signs`)
    const letters = bare.normalize('NFD').replace(/\p{M}/gu, '')
    // A beginning must not be spelt as if the word ended there.
    const spelt = (begins ? spell(`${letters}~`).replace(/~$/, '') : spell(letters)).replace(/\*/g, '\\*')
    return { source: `${spelt}${begins ? '[^ ]*' : ''} `, mayBeEmpty: false }
  }

  return { compile: (patterns) => new RegExp(`(?<![^ ])${either(patterns.map(whole))}`), faults }
}

function either(ways: readonly Piece[]): string {
  return `(?:${ways.map((way) => way.source).join('|')})`
}

function optional(piece: Piece, reader: Reader): Piece {
  if (reader.text[reader.at] !== '?') return piece
  reader.at++
  return { source: `(?:${piece.source})?`, mayBeEmpty: true }
}
