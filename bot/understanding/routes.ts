import type { Route } from '../vocabulary.ts'
import { ROUTES } from '../vocabulary.ts'
import type { Calibration } from './head.ts'
import { softmax } from './linear-head.ts'

/** What, besides the words, tells an answerable message from one that needs a question. */
export interface RouteContext {
  readonly words: number
  readonly placeWords: number
  readonly countryKnown: boolean
  /** Best and second topic. */
  readonly topicP: number
  readonly secondP: number
  /** How much the answer depends on the country, over the likely topics. */
  readonly countryBound: number
  /** Share that earlier messages had in the topics. */
  readonly earlierShare: number
  readonly isQuestion: boolean
}

const QUESTION_WORD =
  /[?¿]|(^| )(que|como|donde|cuando|cuanto|cual|quien|puedo|hay|what|how|where|when|who|which|can|is there|do you|ki|kijan|kote|kile|konbyen|eske|comment|combien|quand|quel|quelle|est ce|onde|quando|quanto|quem|posso|tem)( |$)/
/** From this many words on a message tells a story, in which an answer can stand on what is said. */
const STORY_WORDS = 16

export const isQuestion = (text: string, normalised: string): boolean => text.includes('?') || QUESTION_WORD.test(normalised)

export function routeFeatures(context: RouteContext): number[] {
  const own = Math.max(1, context.words - context.placeWords)
  return [
    Math.min(1, 3 / own),
    own <= 6 ? 1 : 0,
    context.countryKnown ? 1 : 0,
    context.placeWords / Math.max(1, context.words),
    context.topicP,
    context.topicP - context.secondP,
    context.countryBound,
    context.earlierShare,
    context.isQuestion ? 1 : 0,
  ]
}
export const ROUTE_FEATURES = 9

/** Route probabilities from the head's scores, then the country rule. */
export function routeProbabilities(scores: ArrayLike<number>, context: RouteContext, calibration: Calibration): number[] {
  const features = routeFeatures(context)
  const adjusted = Array.from(
    scores,
    (score, k) =>
      score * calibration.routeScale +
      (calibration.routeBias[k] ?? 0) +
      features.reduce((sum, value, i) => sum + value * (calibration.routeFeatures[k]?.[i] ?? 0), 0),
  )
  return askForCountry(softmax(adjusted), context)
}

/** An answer that depends on a country nobody named becomes a question, the less so the more the message tells. */
function askForCountry(probabilities: number[], context: RouteContext): number[] {
  if (context.countryKnown) return probabilities
  const bound = 1 / (1 + Math.exp(-9 * (context.countryBound - 0.62)))
  const told = context.words <= STORY_WORDS ? 1 : Math.max(0.45, 1 - (context.words - STORY_WORDS) / 40)
  const answer = ROUTES.indexOf('answer' satisfies Route)
  const clarify = ROUTES.indexOf('clarify' satisfies Route)
  const moved = (probabilities[answer] ?? 0) * bound * told
  return probabilities.map((p, k) => (k === answer ? p - moved : k === clarify ? p + moved : p))
}
