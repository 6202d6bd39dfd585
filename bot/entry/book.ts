import { editDistance, isSwapped, looksAlike } from './distance.ts'
import type { EntryCode, EntryWords } from './types.ts'

/** What a code leads to. */
export type Resolved =
  | { readonly kind: 'active'; readonly entry: EntryCode }
  /** Nobody comes by it any more, and nothing stands in its place. */
  | { readonly kind: 'retired'; readonly code: string }

/** All codes, ready to be looked up. */
export interface EntryBook {
  find(code: string): Resolved | undefined
  /** Codes in use that were probably meant; sure when there is one, and only letters that look alike or neighbours are wrong. */
  near(code: string): { readonly entries: readonly EntryCode[]; readonly isSure: boolean }
  readonly words: {
    isGreeting(word: string): boolean
    isAnnouncing(word: string): boolean
    isAsking(word: string): boolean
    /** The folded words say that the person has nothing to do with the office. */
    isForgetting(foldedWords: string): boolean
  }
}

const MAX_REDIRECTS = 5
const MOST_NEAR = 3

/** Makes the book of the codes that there are. */
export function openEntryBook(codes: readonly EntryCode[], words: EntryWords): EntryBook {
  const byCode = new Map(codes.map((entry) => [entry.code, entry]))
  const active = codes.filter((entry) => !entry.isRetired)
  const forgetting = words.forgetting.map((pattern) => new RegExp(`(^| )(${pattern})( |$)`))
  const among = (list: readonly string[]) => {
    const all = new Set(list)
    return (word: string) => all.has(word)
  }
  return {
    find(code) {
      let entry = byCode.get(code)
      for (let i = 0; i < MAX_REDIRECTS && entry?.isRetired && entry.redirectTo; i++) entry = byCode.get(entry.redirectTo)
      if (!entry) return undefined
      return entry.isRetired ? { kind: 'retired', code } : { kind: 'active', entry }
    },
    near(code) {
      const entries = active.filter((entry) => editDistance(code, entry.code) === 1 || isSwapped(code, entry.code))
      const [only] = entries
      const isSure = entries.length === 1 && only !== undefined && (looksAlike(code, only.code) || isSwapped(code, only.code))
      return { entries: entries.slice(0, MOST_NEAR), isSure }
    },
    words: {
      isGreeting: among(words.greetings),
      isAnnouncing: among(words.announcing),
      isAsking: among(words.asking),
      isForgetting: (folded) => forgetting.some((pattern) => pattern.test(folded)),
    },
  }
}
