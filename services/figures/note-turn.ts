import type { Outcome, Turn } from '../../bot/index.ts'
import { addFigures, type Counted, type Db } from '../store/index.ts'

/** What counting needs of the world. */
export interface NoteDeps {
  /** The office that a turn is counted for: the one of the person's entry code, else the one that would take their case. */
  officeOf(turn: Turn, outcome: Outcome): string | undefined
}

/** Stands for an office, a country, a topic or a phase that nobody knows. */
export const UNKNOWN = ''

/**
 * Counts a turn, inside its own transaction: some rows of its day are added to. Nobody is in it, and nobody counts twice for the same
 * thing on one day; erasing somebody later changes nothing here.
 */
export async function noteFigures(deps: NoteDeps, tx: Db, counted: { turn: Turn; outcome: Outcome; channel: string }): Promise<void> {
  const { turn, outcome } = counted
  if (!turn.today || outcome.silence) return
  const counts = countsOf(turn, outcome)
  if (Object.values(counts).every((n) => n === 0)) return
  await addFigures(
    tx,
    {
      day: turn.today,
      officeId: outcome.effects.handoff?.officeId ?? deps.officeOf(turn, outcome) ?? UNKNOWN,
      by: {
        country: outcome.country ?? UNKNOWN,
        topic: outcome.topics[0] ?? UNKNOWN,
        phase: outcome.phase ?? UNKNOWN,
        lang: outcome.lang,
        channel: counted.channel,
      },
    },
    counts,
  )
}

function countsOf({ state, today = '' }: Turn, { effects, route, topics }: Outcome): Record<Counted, number> {
  const before = state.counted
  const isQuestion = route === 'answer' || route === 'clarify'
  const [topic] = topics
  const isNewToday = before?.day !== today
  const one = (is: boolean | undefined) => (is ? 1 : 0)
  return {
    conversations: one(isNewToday),
    conversations_month: one(before?.day.slice(0, 7) !== today.slice(0, 7)),
    people: one(topic !== undefined && (isNewToday || !before?.topics.includes(topic))),
    questions: one(isQuestion),
    unanswered: one(effects.unanswered && effects.unanswered.reason !== 'outside'),
    handoffs: one(effects.handoff !== undefined),
    useful: one(effects.feedback?.isUseful),
    // The reason comes with a second press: it is the same word.
    not_useful: one(effects.feedback && !effects.feedback.isUseful && effects.feedback.why === undefined),
  }
}
