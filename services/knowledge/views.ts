import type { PassageViews } from './vector-index.ts'

/** What the encoder reads at once, with room to spare: it takes 512 tokens. */
const STRETCH = { words: 180, step: 130 } as const
/** Short parts tell which sentence answers; their best weighs as much as the whole. Measured: 48 words beat 60 and more. */
const PART = { words: 48, step: 32 } as const

/** The texts by which one passage is embedded. */
export interface ViewTexts {
  readonly whole: readonly string[]
  readonly parts: readonly string[]
}

/** Whole stretches of a text, and its short parts when there is more than one. */
export function viewsOf(text: string): ViewTexts {
  const parts = windows(text, PART)
  return { whole: windows(text, STRETCH), parts: parts.length > 1 ? parts : [] }
}

/** Vectors of many passages' views from the vectors of all their texts, in the order of `flatTexts`. */
export function viewVectors(views: readonly ViewTexts[], vectors: readonly Float32Array[]): PassageViews[] {
  let at = 0
  const take = (count: number) => {
    at += count
    return vectors.slice(at - count, at)
  }
  return views.map(({ whole, parts }) => ({ whole: take(whole.length), parts: take(parts.length) }))
}

export function flatTexts(views: readonly ViewTexts[]): string[] {
  return views.flatMap(({ whole, parts }) => [...whole, ...parts])
}

/** Overlapping runs of words; a text that is only a little longer stays in one piece. */
function windows(text: string, size: { words: number; step: number }): string[] {
  const words = text.split(/\s+/).filter(Boolean)
  if (words.length <= size.words * 1.25) return [text]
  const runs: string[] = []
  for (let at = 0; ; at += size.step) {
    runs.push(words.slice(at, at + size.words).join(' '))
    if (at + size.words >= words.length) return runs
  }
}
