import { fold } from './fold.ts'
import type { LanguageData } from './language-data.ts'

/** A part of a message with fewer words says no need of its own. */
const FEWEST_WORDS = 3
/** A topic that the whole message gives less may be a part taken out of its sense. */
const LEAST_IN_WHOLE = 0.02
/** Less than this share of the second topic is none. */
const NEXT_LEAST = 0.1
/** More parts than this are a story, not two needs. */
const MOST_CLAUSES = 4

/**
 * The parts of a message that may each say a need: "perdí mi DPI y también quiero saber de una beca" has two.
 * @returns two to four parts in the person's own spelling, or none when the message is one
 */
export function createClauseSplitter({ connectors }: Pick<LanguageData, 'connectors'>): (text: string) => string[] {
  const all = new Set(Object.values(connectors).flat().map(fold))
  const longestFirst = [...all].sort((a, b) => b.length - a.length).map((connector) => connector.split(' '))
  return (text) => {
    const clauses = text.split(/[.?!;:\n,]+/u).flatMap((sentence) => splitAtWords(sentence.trim().split(/\s+/u), longestFirst))
    const long = clauses.filter((words) => words.length >= FEWEST_WORDS)
    return long.length >= 2 && long.length <= MOST_CLAUSES ? long.map((words) => words.join(' ')) : []
  }
}

function splitAtWords(words: readonly string[], connectors: readonly (readonly string[])[]): string[][] {
  const folded = words.map((word) => fold(word))
  const clauses: string[][] = []
  let from = 0
  for (let at = 0; at < words.length; ) {
    const found = connectors.find((connector) => connector.every((word, i) => folded[at + i] === word))
    if (!found) {
      at++
      continue
    }
    clauses.push(words.slice(from, at))
    at += found.length
    from = at
  }
  return [...clauses, words.slice(from)].filter((clause) => clause.length > 0)
}

/** How far the whole message, read at once, bears out what its parts say: it names the same two first, it gives both a share, it drowns one. */
export type Support = 'agreed' | 'named' | 'drowned'

/** What two of the parts say: their topics in the order they were said, and how sure the less sure one is. */
export interface SecondNeed {
  readonly topics: readonly [number, number]
  readonly p: number
  readonly support: Support
}

/**
 * The two needs that the parts of a message say, by the best topic of each part; undefined when they say one.
 * @param whole topic probabilities of the whole message
 * @param parts topic probabilities of its parts, in their order
 */
export function secondNeed(whole: readonly number[], parts: readonly (readonly number[])[]): SecondNeed | undefined {
  const best = new Map<number, number>()
  for (const part of parts) {
    const topic = part.indexOf(Math.max(...part))
    best.set(topic, Math.max(best.get(topic) ?? 0, part[topic] as number))
  }
  const bySureness = [...best].sort((a, b) => b[1] - a[1])
  const named = bySureness.filter(([topic]) => (whole[topic] as number) >= LEAST_IN_WHOLE)
  const [first, second] = named.length >= 2 ? named : bySureness
  if (!first || !second) return undefined
  const said = [...best.keys()].filter((topic) => topic === first[0] || topic === second[0])
  const [top, next] = whole.map((p, topic) => ({ p, topic })).sort((a, b) => b.p - a.p)
  const isAgreed = next !== undefined && next.p >= NEXT_LEAST && said.every((topic) => topic === top?.topic || topic === next.topic)
  return { topics: said as [number, number], p: second[1], support: isAgreed ? 'agreed' : named.length >= 2 ? 'named' : 'drowned' }
}
