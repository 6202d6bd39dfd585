import { LAUGH } from './plain.ts'
import type { Speller } from './spelling.ts'

/** Lists of ways to say one thing, by name; a way may use other concepts ($name). */
export type Concepts = Readonly<Record<string, readonly string[]>>

export interface PatternFault {
  readonly pattern: string
  readonly what: string
}

/**
 * Makes a regular expression of patterns in the small language of content/safety/README.md:
 * words, word*, (a|b c), $concept, each with "?" when it may lack; "..3" at most three words between; "..." as many as
 * needed, sentence ends included; "_" a sentence end; "%" digits, "%y" a year; !(x) not followed by x; <!(x) x not within three words before.
 */
export function createPatterns(concepts: Concepts, spell: Speller): { compile: (patterns: readonly string[]) => RegExp; faults: PatternFault[] } {
  const faults: PatternFault[] = []
  const note = (pattern: string, what: string): void => {
    if (!faults.some((fault) => fault.pattern === pattern && fault.what === what)) faults.push({ pattern, what })
  }
  const sources = new Map<string, string>()
  const open = new Set<string>()

  const concept = (name: string, pattern: string): string => {
    const known = sources.get(name)
    if (known !== undefined) return known
    const ways = concepts[name]
    if (!ways || open.has(name)) {
      note(pattern, ways ? `$${name} uses itself` : `there is no concept $${name}`)
      return NEVER
    }
    open.add(name)
    const source = either(ways)
    open.delete(name)
    sources.set(name, source)
    return source
  }

  const either = (patterns: readonly string[]): string => `(?:${patterns.map(one).join('|')})`

  const one = (pattern: string): string => {
    // As in messages: don't is dont, j'ai is j ai.
    const text = pattern.toLowerCase().replace(/([a-z])['’](t|s|m|re|ve|ll|d)(?![a-z])/g, '$1$2').replace(/['’]/g, ' ').replace(/\bhaha\b/g, LAUGH)
    const reader = { text, at: 0 }
    const source = sequence(reader)
    if (reader.at < text.length) note(pattern, `")" too many at ${reader.at}`)
    return source
  }

  const group = (reader: Reader): string => {
    const ways = [sequence(reader)]
    while (reader.text[reader.at] === '|') {
      reader.at++
      ways.push(sequence(reader))
    }
    if (reader.text[reader.at] === ')') reader.at++
    else note(reader.text, 'a ")" is missing')
    if (ways.some((way) => new RegExp(`^(?:${way})$`).test(''))) note(reader.text, 'a way between "|" may be empty; put "?" after the ")"')
    return `(?:${ways.join('|')})`
  }

  const sequence = (reader: Reader): string => {
    let out = ''
    for (;;) {
      while (reader.text[reader.at] === ' ') reader.at++
      const rest = reader.text.slice(reader.at)
      if (rest === '' || rest[0] === '|' || rest[0] === ')') return out
      const opening = /^(!|<!)?\(/.exec(rest)
      if (opening) {
        reader.at += opening[0].length
        const inner = group(reader)
        out += opening[1] === '!' ? `(?!${inner})` : opening[1] === '<!' ? `(?<!${inner}(?:[^ /]+ ){0,3})` : optional(inner, reader)
        continue
      }
      const token = /^[^ |()?]+/.exec(rest)?.[0] ?? ''
      if (token === '') {
        note(reader.text, `"${rest[0]}" is not understood here`)
        return NEVER
      }
      reader.at += token.length
      out += element(token, reader)
    }
  }

  const element = (token: string, reader: Reader): string => {
    if (token === '...') return '(?:[^ ]+ ){0,80}?'
    const gap = /^\.\.(\d*)$/.exec(token)
    if (gap) return `(?:[^ /]+ ){0,${gap[1] === '' ? 4 : gap[1]}}?`
    if (token === '_') return '/ '
    if (token === '%') return optional('\\d+[a-z]{0,3} ', reader)
    if (token === '%y') return optional('(?:19|20)\\d\\d ', reader)
    if (token[0] === '$' && token.length > 1) return optional(concept(token.slice(1), reader.text), reader)
    const begins = token.endsWith('*')
    const bare = begins ? token.slice(0, -1) : token
    if (!/^[a-z0-9*ñçàâáãéèêëíîïóòôõúùûü]+$/.test(bare)) note(reader.text, `"${token}": write words in small letters without signs`)
    const letters = bare.normalize('NFD').replace(/\p{M}/gu, '')
    const spelt = begins ? spell(`${letters}~`).replace(/~$/, '') : spell(letters)
    const source = spelt.split(' ').map((w) => w.replace(/[*$]/g, '\\$&')).join(' ')
    return optional(`${source}${begins ? '[^ ]*' : ''} `, reader)
  }

  const compile = (patterns: readonly string[]): RegExp => {
    for (const pattern of patterns) {
      if (new RegExp(`(?<![^ ])${one(pattern)}`).test('/ zzz / ')) note(pattern, 'this matches every message')
    }
    return new RegExp(`(?<![^ ])${either(patterns)}`)
  }
  return { compile, faults }
}

interface Reader {
  readonly text: string
  at: number
}

/** Matches nothing. */
const NEVER = '(?!)'

function optional(source: string, reader: Reader): string {
  if (reader.text[reader.at] !== '?') return source
  reader.at++
  return `(?:${source})?`
}
