/**
 * Tables of what is counted (migration 012). Nobody is in them: numbers by day and kind, added up while turns are done, so that no
 * message has to be read for a figure and erasing a person changes no figure of the past. Days are "2026-11-25".
 */
export interface FiguresSchema {
  daily_figure: {
    day: string
    office_id: string
    /** What it is counted by (FIGURE_DIMENSIONS), and which value of it; "" is unknown, and the value of the whole. */
    dimension: string
    value: string
    /** Conversations in which something was said, each once a day and once a month, under the first thing that was asked. */
    conversations: number
    conversations_month: number
    /** People who asked of this topic, each once a day. */
    people: number
    questions: number
    unanswered: number
    handoffs: number
    useful: number
    not_useful: number
  }
  /** How long people waited for the first words of a caseworker, by step (services/figures). */
  answer_time: { day: string; office_id: string; step: number; in_time: number; late: number }
  /** Answers that somebody called not useful: the question redacted, `asker` a keyed hash as in `unanswered`. */
  low_rated: {
    card: string
    question: string
    asker: string
    text: string
    lang: string
    country: string | null
    topic: string
    why: string | null
    at: number
  }
}
