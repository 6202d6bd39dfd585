import { type Calibration, type Support, secondNeed, softmax } from '../../../bot/understanding/index.ts'
import { TOPICS } from '../../../bot/vocabulary.ts'
import { fitThreshold } from './calibrate.ts'
import type { Prepared } from './rows.ts'
import { randomFrom } from './softmax-regression.ts'

/** A line with the scores of heads that had not seen it: of the whole, and of its parts when it has several. */
export interface TopicScored {
  readonly prepared: Prepared
  readonly topicScores: Float32Array
  readonly clauseScores: readonly Float32Array[]
}

const SEED = 11

/** Share of messages that say two needs, as far as anybody has counted: what a wrong second card costs is weighed by it. */
const TWO_NEEDS_SHARE = 0.15

/**
 * From where on a second need is told: from there on it is one more often than not. Few lines are labelled with two needs, so pairs of
 * lines of one language stand for them, as if joined by "and also"; lines of one need and several parts say how often parts mislead.
 */
export function fitSecondNeed(answerable: readonly TopicScored[], temperature: number): Calibration['secondNeed'] {
  const random = randomFrom(SEED)
  const real = answerable.flatMap(({ topicScores, clauseScores, prepared: { example } }) =>
    judged(
      softmax(topicScores, temperature),
      clauseScores.map((scores) => softmax(scores, temperature)),
      example.topics,
    ),
  )
  const whole = answerable.filter(({ clauseScores }) => clauseScores.length === 0)
  const pairs = whole.flatMap((one) => {
    const others = whole.filter(({ prepared: { example } }) => example.lang === one.prepared.example.lang)
    const other = others[Math.floor(random() * others.length)] as TopicScored
    const parts = [one, other].map(({ topicScores }) => softmax(topicScores, temperature))
    // What the head makes of both at once: its scores, not its probabilities, lie between those of the two.
    const both = one.topicScores.map((score, k) => (score + (other.topicScores[k] as number)) / 2)
    return judged(softmax(both, temperature), parts, [...one.prepared.example.topics, ...other.prepared.example.topics])
  })
  const weight = (TWO_NEEDS_SHARE * answerable.length) / Math.max(1, pairs.length)
  const cases = [...real, ...pairs.map((pair) => ({ ...pair, weight }))]
  const thresholdOf = (support: Support): number =>
    fitThreshold(
      cases.filter((one) => one.support === support),
      0.15,
    )
  return { agreed: thresholdOf('agreed'), named: thresholdOf('named'), drowned: thresholdOf('drowned') }
}

function judged(whole: readonly number[], parts: readonly (readonly number[])[], labels: readonly string[]) {
  const found = secondNeed(whole, parts)
  return found
    ? [{ p: found.p, support: found.support, right: found.topics.every((topic) => labels.includes(TOPICS[topic] as string)) }]
    : []
}
