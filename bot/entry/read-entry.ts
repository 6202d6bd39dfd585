import { fold } from '../understanding/index.ts'
import type { EntryBook } from './book.ts'
import { isMadeCode, isWordCode, looksMade, plainCode } from './code-form.ts'
import type { EntryCode } from './types.ts'

/** A code in a message, and what the message says besides it. */
export type EntryRead =
  | { readonly kind: 'active'; readonly entry: EntryCode; readonly rest: string; readonly isCorrected: boolean }
  | { readonly kind: 'unsure'; readonly entries: readonly EntryCode[]; readonly rest: string }
  | { readonly kind: 'retired'; readonly code: string; readonly rest: string }
  | { readonly kind: 'unknown'; readonly rest: string }

export interface EntryContext {
  /** The first message of somebody: a place said first then stands for where they come by. */
  readonly isFirst: boolean
  /** A question of ours is open that a place could answer. */
  readonly isOpenQuestion: boolean
  /** "HOUSTON STOP": what follows the code is a keyword of ours. */
  readonly isCommand?: (rest: string) => boolean
}

interface Token {
  readonly code: string
  readonly folded: string
  readonly raw: string
  readonly from: number
  readonly to: number
}

const MOST_TOKENS = 60
/** "Mi código es": between the word that announces and the code. */
const BETWEEN = 2
/** Letters and digits: a made code, or a word with a digit read for a letter. */
const MIXED = /^(?=.*\d)[A-Z][A-Z0-9]{2,11}$/
/** A made code whose digit was read for a letter. */
const NO_VOWEL = /^[B-DF-HJ-NP-TV-Z]{4}$/
const NOBODY = { entries: [], isSure: false } as const

/**
 * Finds the code that somebody came by. A made code ("MX7K") is one wherever it stands; a word ("HOUSTON") only where it is typed as one:
 * alone, first and set apart, or announced. "Vivo en houston" is no code.
 */
export function readEntry(text: string, book: EntryBook, context: EntryContext): EntryRead | undefined {
  const tokens = tokensOf(text)
  const start = tokens.findIndex(({ folded }) => !book.words.isGreeting(folded))
  if (start === -1) return undefined
  const announced = announcedAt(tokens, start, book)
  const at = announced ?? start
  const token = tokens[at]
  if (!token) return undefined
  const rest = text.slice(token.to).replace(/^[\s.,:;!\-–—)]+/, '')
  const isAlone = rest === ''
  const isSaid = announced !== undefined
  if (isMeant(token, text, rest, { ...context, isSaid, isAlone, book })) {
    const found = look(token.code, book, { isSaid, isAlone })
    if (found) return { ...found, rest }
  }
  return split(tokens.slice(at), book) ?? anywhere(text, tokens, book)
}

function announcedAt(tokens: readonly Token[], start: number, book: EntryBook): number | undefined {
  const word = tokens.slice(start, start + BETWEEN + 1).findIndex(({ folded }) => book.words.isAnnouncing(folded))
  if (word === -1) return undefined
  const after = tokens.slice(start + word + 1, start + word + 1 + BETWEEN + 1)
  const code = after.findIndex(({ code }) => book.find(code) !== undefined || looksMade(code))
  return after.length === 0 ? undefined : start + word + 1 + Math.max(0, code)
}

interface Meant extends EntryContext {
  readonly isSaid: boolean
  readonly isAlone: boolean
  readonly book: EntryBook
}

/** Whether the first word stands there as a code. */
function isMeant({ code, raw, folded, to }: Token, text: string, rest: string, meant: Meant): boolean {
  if (meant.isSaid || !isWordCode(code)) return true
  const isCapitals = raw === raw.toUpperCase()
  if (meant.isAlone) return isCapitals || !meant.isOpenQuestion
  if (meant.book.words.isAsking(folded)) return false
  if (meant.isCommand?.(rest)) return true
  if (isCapitals && rest !== rest.toUpperCase()) return true
  if (/^\s*[:;\n–—-]/.test(text.slice(to))) return true
  const [next = ''] = fold(rest)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  return meant.isFirst && (rest.includes('?') || meant.book.words.isAsking(next))
}

type Found =
  | { readonly kind: 'active'; readonly entry: EntryCode; readonly isCorrected: boolean }
  | { readonly kind: 'unsure'; readonly entries: readonly EntryCode[] }
  | { readonly kind: 'retired'; readonly code: string }
  | { readonly kind: 'unknown' }

function look(code: string, book: EntryBook, how: { isSaid: boolean; isAlone: boolean }): Found | undefined {
  const exact = book.find(code)
  if (exact) return exact.kind === 'active' ? { ...exact, isCorrected: false } : exact
  const isMixed = MIXED.test(code)
  // Within a sentence only what can be nothing else: "I-94" and "H2A" are papers, not codes.
  if (!how.isSaid && !how.isAlone && !isMixed) return undefined
  if (isMadeCode(code)) return { kind: 'unknown' }
  const { entries, isSure } = isMixed || isWordCode(code) || NO_VOWEL.test(code) ? book.near(code) : NOBODY
  const [only] = entries
  if (isSure && only) return { kind: 'active', entry: only, isCorrected: true }
  if (entries.length > 0 && (how.isSaid || how.isAlone)) return { kind: 'unsure', entries }
  return looksMade(code) ? { kind: 'unknown' } : undefined
}

/** "M X 7 K", "mx 7k": a whole message that is a code once its gaps are closed. */
function split(tokens: readonly Token[], book: EntryBook): EntryRead | undefined {
  const code = tokens.map((token) => token.code).join('')
  if (tokens.length < 2 || !isMadeCode(code)) return undefined
  const found = look(code, book, { isSaid: true, isAlone: true })
  return found && { ...found, rest: '' }
}

/** A made code in the middle of a question. */
function anywhere(text: string, tokens: readonly Token[], book: EntryBook): EntryRead | undefined {
  for (const { code, from, to } of tokens) {
    const resolved = isMadeCode(code) ? book.find(code) : undefined
    if (!resolved) continue
    const rest = `${text.slice(0, from)} ${text.slice(to)}`.replace(/\s+/g, ' ').trim()
    return resolved.kind === 'active' ? { ...resolved, isCorrected: false, rest } : { ...resolved, rest }
  }
  return undefined
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}]+(?:[-'’.][\p{L}\p{N}]+)*/gu)].slice(0, MOST_TOKENS).map((match) => ({
    raw: match[0],
    code: plainCode(match[0]),
    folded: fold(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  }))
}
