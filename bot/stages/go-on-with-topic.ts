import type { Draft } from '../draft.ts'
import { asksOfTheSame } from '../understanding/index.ts'
import { COUNTRIES, type Topic } from '../vocabulary.ts'

/** Words of a message that only says where from, besides the places themselves: "no, es que soy de", "i m from". */
const MAX_WORDS_ABOUT_PLACE = 8
/** A matter of its own, read this surely, is a new question. */
const OWN_TOPIC = 0.6

/**
 * A message that names no matter of its own goes on with the last answer: a country put right, a question on its price or place.
 * The last topics become certain; what is told of them is decided by the stages after.
 */
export function goOnWithTopic(draft: Draft): Draft {
  const { state, reading } = draft
  const [last] = state.lastTopics
  if (!reading || !last) return draft
  if (!isPlacePutRight(draft) && !asksOfTheSame(draft.text)) return draft
  return {
    ...draft,
    reading: { ...reading, topics: certain(state.lastTopics), routes: [{ route: 'answer', p: 0.97 }], needs: [] },
  }
}

const certain = (topics: readonly Topic[]): { topic: Topic; p: number }[] => topics.map((topic, i) => ({ topic, p: 0.9 / (i + 1) }))

/** Another country than before, and little else. */
function isPlacePutRight({ turn, reading, text }: Draft): boolean {
  const country = COUNTRIES.find((c) => c === reading?.country)
  if (!reading || !country || country === turn.state.country || reading.countries.length === 0) return false
  const names = reading.countries.reduce((sum, { evidence }) => sum + evidence.split(' ').length, 0)
  const [best] = reading.topics
  const isNewMatter = best !== undefined && best.p >= OWN_TOPIC && !turn.state.lastTopics.includes(best.topic as Topic)
  return !isNewMatter && text.split(/\s+/).length - names <= MAX_WORDS_ABOUT_PLACE
}
