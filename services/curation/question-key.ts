import { createHash } from 'node:crypto'
import type { Lang } from '../../bot/index.ts'
import { stemOf, words } from '../knowledge/index.ts'
import { redact } from '../privacy/index.ts'

const KEY_CHARS = 16

/** The same for the same question in another order of words, with or without accents and small words: by language and country. */
export function questionKey(text: string, lang: Lang, country: string | null): string {
  // Without numbers and addresses; in small letters, since how somebody writes names and places makes no other question.
  const told = words(redact(text.toLowerCase()))
  const stems = [...new Set(told.flatMap((word) => stemOf(word, lang) ?? []))].sort()
  // Nothing but small words: the words themselves.
  const said = stems.length > 0 ? stems : told
  return createHash('sha256')
    .update([lang, country ?? '', ...said].join(' '))
    .digest('hex')
    .slice(0, KEY_CHARS)
}
