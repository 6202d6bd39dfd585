import type { CardHit, CardQuery } from '../../bot/index.ts'
import type { CardFile } from '../content/index.ts'
import type { HybridHit, HybridIndex } from './hybrid-index.ts'

const TOPIC_WEIGHT = 0.7
const TEXT_WEIGHT = 0.3
const PHASE_BONUS = 0.04
const PHASE_MISMATCH = 0.05
/** The plain card of a topic goes before its special cases when nothing speaks for one of them. */
const PLAIN_BONUS = 0.08
const PROFILE_BONUS = 0.08
const PROFILE_MISMATCH = 0.12
const OTHER_COUNTRY_GENERAL = 0.2
const LIMIT = 10

/**
 * Cards for one question. Two sources of evidence: what the head takes the topic for, and how near the card's own words
 * are (words and vectors). The country filter is hard: a card of another country is never a candidate.
 */
export function rankCards(
  query: CardQuery,
  context: { vector: Float32Array | undefined; index: HybridIndex; cardOf: (passage: number) => CardFile },
): CardHit[] {
  const allow = (passage: number) => {
    const { country } = context.cardOf(passage)
    return country === 'any' || country === query.country
  }
  const hits = context.index.search({ text: query.text, vector: context.vector, lang: query.lang, limit: 80, allow })
  const nearness = new Map<string, HybridHit>()
  for (const hit of hits) {
    const { id } = context.cardOf(hit.index)
    if (hit.score > (nearness.get(id)?.score ?? 0)) nearness.set(id, hit)
  }
  const topics = new Map(query.topics.map(({ topic, p }) => [topic as string, p]))
  const seen = new Set<string>()
  const found: CardHit[] = []
  context.index.passages.forEach((_, i) => {
    const card = context.cardOf(i)
    if (seen.has(card.id) || !allow(i)) return
    seen.add(card.id)
    const p = topics.get(card.topic) ?? 0
    const hit = nearness.get(card.id)
    const near = hit?.score ?? 0
    if (p < 0.01 && near === 0) return
    const evidence = { topic: p, near, cosine: hit?.cosine, lexical: hit?.lexical }
    found.push({
      card: card.id,
      topic: card.topic,
      country: card.country,
      score: TOPIC_WEIGHT * p + TEXT_WEIGHT * near + suits(card, query),
      evidence,
    })
  })
  return found.sort((a, b) => b.score - a.score || a.card.localeCompare(b.card)).slice(0, LIMIT)
}

/** How well a card suits who asks and when: a card written for others steps back, the country's own card goes before the general one. */
function suits(card: CardFile, query: CardQuery): number {
  const phase = query.phase === null ? 0 : card.phases.includes(query.phase) ? PHASE_BONUS : -PHASE_MISMATCH
  const plain = card.id.split('.').length === 2 ? PLAIN_BONUS : 0
  const shared = card.profiles.some((profile) => query.profiles.includes(profile))
  const profile = card.profiles.length === 0 ? 0 : shared ? PROFILE_BONUS : -PROFILE_MISMATCH
  const general = card.country === 'any' && query.country !== null ? -OTHER_COUNTRY_GENERAL : 0
  return phase + plain + profile + general
}
