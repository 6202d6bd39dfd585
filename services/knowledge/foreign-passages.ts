import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import type { LocalEmbeddings } from '../embedding/index.ts'
import { HybridIndex, type Passage } from './hybrid-index.ts'

export interface ForeignPassage {
  readonly id: string
  readonly text: string
}

export interface ForeignHit {
  readonly id: string
  readonly score: number
}

/** Longer passages are searched by overlapping windows, the best of which speaks for the passage: one vector for a long text says little. */
const WINDOW_WORDS = 180
const STEP_WORDS = 130
/** Windows asked for, so that ten different passages remain. */
const WINDOWS_PER_HIT = 4
const MAIN_SHARE = 0.7

/** Any passages behind the same hybrid index that the cards use. */
export class ForeignIndex {
  readonly #index: HybridIndex
  readonly #owners: readonly string[]
  readonly #embeddings: LocalEmbeddings

  private constructor(index: HybridIndex, owners: readonly string[], embeddings: LocalEmbeddings) {
    this.#index = index
    this.#owners = owners
    this.#embeddings = embeddings
  }

  /** @param options.langOf the language of a text; `onProgress` gets (done, total) of windows embedded */
  static async build(
    passages: readonly ForeignPassage[],
    options: { embeddings: LocalEmbeddings; langOf: (text: string) => Lang; onProgress?: (done: number, total: number) => void },
  ): Promise<ForeignIndex> {
    const owners: string[] = []
    const windows: Passage[] = []
    const guesses = passages.map(({ text }) => options.langOf(text))
    const main = mainLanguage(guesses)
    for (const [i, { id, text }] of passages.entries()) {
      const lang = main ?? guesses[i] ?? 'en'
      for (const part of windowsOf(text)) {
        owners.push(id)
        windows.push({ id, lang, text: part })
      }
    }
    const texts = windows.map((w) => w.text)
    const vectors = await options.embeddings.passages(texts, (done) => options.onProgress?.(done, texts.length))
    return new ForeignIndex(new HybridIndex(windows, vectors), owners, options.embeddings)
  }

  /** Best passages, each once. */
  async search(text: string, lang: Lang, limit: number): Promise<ForeignHit[]> {
    const vector = await this.#embeddings.query(text)
    const best = new Map<string, number>()
    for (const hit of this.#index.search({ text, vector, lang, limit: limit * WINDOWS_PER_HIT })) {
      const owner = this.#owners[hit.index] ?? ''
      if (!best.has(owner)) best.set(owner, hit.score)
    }
    return [...best].slice(0, limit).map(([id, score]) => ({ id, score: Math.round(score * 1e6) / 1e6 }))
  }
}

/** The language of nearly all passages: single ones that look otherwise (names, figures) are then taken for it too. */
function mainLanguage(guesses: readonly Lang[]): Lang | undefined {
  return LANGUAGES.find((lang) => guesses.filter((guess) => guess === lang).length >= MAIN_SHARE * guesses.length)
}

/** A text in windows of words; short ones whole. */
export function windowsOf(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean)
  if (words.length <= WINDOW_WORDS + STEP_WORDS / 2) return [text]
  const windows: string[] = []
  for (let at = 0; at < words.length; at += STEP_WORDS) {
    windows.push(words.slice(at, at + WINDOW_WORDS).join(' '))
    if (at + WINDOW_WORDS >= words.length) break
  }
  return windows
}

/** The detector's best guess among our languages; English when it is none of them (its rules do least harm). */
export function languageAmongOurs(guesses: readonly { readonly lang: string; readonly p: number }[]): Lang {
  return guesses.flatMap(({ lang }) => LANGUAGES.find((known) => known === lang) ?? [])[0] ?? 'en'
}
