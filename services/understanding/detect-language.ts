import { getLIDModel } from 'fasttext.wasm.js'
import type { DetectedLanguage } from '../../bot/understanding/index.ts'

export type DetectLanguage = (text: string) => DetectedLanguage[]

const GUESSES = 5
const LABEL_PREFIX = '__label__'

/** fastText's lid.176 as it ships in the package: good on sentences, weak on short SMS and on Creole, so it is one voice among several. */
export async function loadLanguageDetector(): Promise<DetectLanguage> {
  const identifier = await getLIDModel()
  await identifier.load()
  return (text) => {
    // The model reads one line; a line break would end the message for it.
    const guesses = identifier.model?.predict(text.replace(/\s+/g, ' ').toLowerCase(), GUESSES, 0)
    if (!guesses) return []
    const found: DetectedLanguage[] = []
    for (let i = 0; i < guesses.size(); i++) {
      const [p, label] = guesses.get(i)
      found.push({ lang: label.replace(LABEL_PREFIX, ''), p: Math.min(1, p) })
    }
    // Memory of the WebAssembly heap is ours to free.
    guesses.delete()
    return found
  }
}
