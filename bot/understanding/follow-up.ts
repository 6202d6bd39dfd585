/** Words that hang a message on the one before it. */
const CONTINUES = new Set([
  'y',
  'e',
  'and',
  'et',
  'epi',
  'ak',
  'pero',
  'but',
  'mais',
  'mas',
  'men',
  'entonces',
  'then',
  'alors',
  'entao',
  'also',
  'tambien',
  'o',
  'or',
  'ou',
  'so',
  'what',
  'eso',
  'that',
  'sa',
  'ca',
  'isso',
  'ese',
  'esa',
  'esos',
  'it',
  'li',
  'uno',
  'ahi',
  'alli',
  'there',
  'la',
])
/** How the last messages fade, newest first. */
const FADING = [1, 0.6, 0.4]
/** From here on a message names its own matter ("y el pasaporte?") and takes the less of the earlier one the surer it is. */
const OWN_SURE = 0.9

export const FOLLOW_UP_FEATURES = 6

/** What tells whether a message goes on with the need before it. All between 0 and 1. */
export function followUpFeatures(own: readonly number[], before: readonly number[], tokens: readonly string[]): number[] {
  const sorted = [...own].sort((a, b) => b - a)
  const shared = own.reduce((sum, p, k) => sum + Math.sqrt(p * (before[k] as number)), 0)
  return [1, Math.min(1, tokens.length / 20), CONTINUES.has(tokens[0] ?? '') ? 1 : 0, sorted[0] ?? 0, shared, Math.max(0, ...before)]
}

/**
 * Topics of a message in the light of the messages before it.
 * @param weights of followUpFeatures, fitted on simulated conversations
 * @returns the mixed probabilities and the share (0..1) that the earlier messages had in them
 */
export function mixWithEarlier(
  own: readonly number[],
  earlier: readonly (readonly number[])[],
  tokens: readonly string[],
  weights: readonly number[],
): { topics: number[]; share: number } {
  if (earlier.length === 0) return { topics: [...own], share: 0 }
  const before = fade(earlier)
  const sum = followUpFeatures(own, before, tokens).reduce((total, value, i) => total + value * (weights[i] ?? 0), 0)
  const share = Math.min(1, (1 - Math.max(...own)) / (1 - OWN_SURE)) / (1 + Math.exp(-sum))
  // Own evidence always counts: the earlier topic is a prior, not a replacement.
  const mixed = own.map((p, k) => (1 - share) * p + share * Math.sqrt(p * (before[k] as number)))
  const total = mixed.reduce((a, b) => a + b, 0)
  return { topics: mixed.map((p) => p / total), share }
}

/** @param earlier oldest first */
function fade(earlier: readonly (readonly number[])[]): number[] {
  const newestFirst = [...earlier].reverse().slice(0, FADING.length)
  const count = newestFirst[0]?.length ?? 0
  const mixed = new Array<number>(count).fill(0)
  let total = 0
  newestFirst.forEach((topics, age) => {
    const weight = FADING[age] as number
    total += weight
    topics.forEach((p, k) => {
      mixed[k] = (mixed[k] as number) + weight * p
    })
  })
  return mixed.map((p) => p / total)
}
