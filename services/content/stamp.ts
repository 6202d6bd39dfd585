import type { Lang } from '../../bot/vocabulary.ts'
import type { CardFile } from './card-schema.ts'
import { languagesOf } from './card-text.ts'
import { fingerprint } from './fingerprint.ts'

export interface StampOptions {
  /** Also translations whose Spanish has changed: only after somebody has read them against it. */
  readonly restamp: boolean
  /** Only this language. */
  readonly lang?: Lang | undefined
}

/**
 * The card's text with the fingerprint of its Spanish in the translations that lack one.
 * Nothing else of the file changes, so comments and quotes stay as the author wrote them.
 */
export function stampCard(text: string, card: CardFile, options: StampOptions): { text: string; stamped: Lang[] } {
  const print = fingerprint(card.es)
  let result = text
  const stamped: Lang[] = []
  for (const lang of languagesOf(card)) {
    const words = card[lang]
    if (lang === 'es' || !words || (options.lang && options.lang !== lang)) continue
    const old = 'from' in words ? words.from : undefined
    if (old === print || (old !== undefined && !options.restamp)) continue
    const written = old
      ? result.replace(new RegExp(`(^${lang}:[\\s\\S]*?^  from: )["']?${old}["']?`, 'm'), `$1"${print}"`)
      : result.replace(new RegExp(`^${lang}:[ \\t]*$`, 'm'), `${lang}:\n  from: "${print}"`)
    if (written === result) continue
    result = written
    stamped.push(lang)
  }
  return { text: result, stamped }
}
