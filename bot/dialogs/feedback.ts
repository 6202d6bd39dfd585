import type { PendingChoice } from '../conversation/state.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Reply } from '../message.ts'
import type { Ports } from '../ports.ts'
import { words } from '../understanding/index.ts'
import { LANGUAGES, type Lang } from '../vocabulary.ts'
import { mayAskNews, newsQuestion } from './news.ts'

const USEFUL = 'feedback:useful'
const NOT_USEFUL = 'feedback:not-useful'
/** Why an answer was not useful, as it can be chosen in one tap. */
export const WHYS = ['old', 'wrong', 'other-question', 'hard', 'other'] as const
const HANDS = { '👍': true, '👎': false } as const

/** What was asked about: the answer that the person has just read. */
export type Rated = NonNullable<NonNullable<Draft['state']['feedback']>['open']>

/**
 * The answer just composed, to be asked about: once a day, and never after danger, to a watched phone, beside a caseworker or beside a
 * question of ours. Undefined where it is not asked.
 */
export function ratedAnswer({ decision, state, text, turn }: Draft): Rated | undefined {
  if (!turn.today || decision?.route !== 'answer' || turn.status !== 'bot') return undefined
  const answers = decision.answers ?? []
  if (answers.length === 0 || !decision.say.some((line) => line.type === 'cards')) return undefined
  const hasQuestion = decision.say.some((line) => line.type === 'text' && (line.choices || line.kind === 'question'))
  if (hasQuestion || state.crisis || state.discreet || state.feedback?.askedOn === turn.today) return undefined
  return { about: text, cards: answers.map(({ card, topic }) => ({ card, topic })) }
}

/** The replies with the question behind them, in the channel's own form; undefined where there is no room for it. */
export function withFeedbackQuestion(replies: readonly Reply[], { lang, turn }: Draft, ports: Ports): readonly Reply[] | undefined {
  const { costsPerSegment, choiceSizes, maxBodyChars, maxButtons, supportsCards } = turn.capabilities
  const last = replies.at(-1)
  if (!last) return undefined
  const hasButtons = !costsPerSegment && (choiceSizes ? choiceSizes.includes(2) : supportsCards || maxButtons >= 2)
  if (hasButtons) {
    const choices = [
      { id: USEFUL, title: ports.text(lang, 'feedback.useful') },
      { id: NOT_USEFUL, title: ports.text(lang, 'feedback.not_useful') },
    ]
    return [...replies, { text: ports.text(lang, 'feedback.ask'), choices, kind: 'question' }]
  }
  const text = `${last.text}\n${ports.text(lang, 'feedback.ask_words')}`
  // An answer is not made longer than it costs already.
  const hasRoom = costsPerSegment
    ? ports.fitSegments(text).segments <= ports.fitSegments(last.text).segments
    : last.choices.length === 0 && text.length <= maxBodyChars
  return hasRoom ? [...replies.slice(0, -1), { ...last, text }] : undefined
}

/** Takes "sirve", "not useful", a thumb or a button as the word on the last answer; anything else is a message like any other. */
export function takeFeedback(draft: Draft, ports: Ports): Draft {
  const { feedback } = draft.state
  const { choiceId } = draft.turn.message
  const isUseful = choiceId === USEFUL ? true : choiceId === NOT_USEFUL ? false : feedback?.open && wordOn(draft.text, ports)
  if (isUseful === undefined) return draft
  const { lang } = draft
  const open = feedback?.open
  // A button of a message from long ago: thanked for, and nothing else.
  if (!open) return decide(draft, { route: 'command', say: [say(ports.text(lang, 'feedback.thanks'), 'confirmation')] })
  const askedOn = feedback.askedOn
  const topics = open.cards.map(({ topic }) => topic)
  if (isUseful) {
    const thanks = ports.text(lang, 'feedback.thanks')
    // Whoever was helped is asked once whether offices may tell them of changes.
    const news = mayAskNews(draft) ? newsQuestion(lang, ports) : undefined
    return decide(
      draft,
      {
        route: 'command',
        say: [news ? say(`${thanks} ${news.text}`, 'question', news.choices) : say(thanks, 'confirmation')],
        topics,
        effects: { feedback: { ...open, isUseful: true } },
      },
      {
        feedback: { askedOn },
        ...(news ? { news: 'asked' as const, pending: { kind: 'news' as const, choices: news.choices, about: '' } } : {}),
      },
    )
  }
  const choices: PendingChoice[] = WHYS.map((why) => ({
    id: `why:${why}`,
    title: ports.text(lang, `feedback.why_${why.replace('-', '_')}`),
    action: `why:${why}`,
  }))
  return decide(
    draft,
    {
      route: 'command',
      say: [say(ports.text(lang, 'feedback.ask_why'), 'question', choices)],
      topics,
      effects: { feedback: { ...open, isUseful: false } },
    },
    { feedback, pending: { kind: 'feedback', choices, about: '' } },
  )
}

/** The reason was chosen: it goes with what was called not useful. */
export function takeWhy(action: string, draft: Draft, ports: Ports): Draft {
  const open = draft.state.feedback?.open
  const why = WHYS.find((known) => action === `why:${known}`)
  const thanks = say(ports.text(draft.lang, why === 'wrong' ? 'feedback.thanks_wrong' : 'feedback.thanks'), 'confirmation')
  return decide(
    draft,
    { route: 'command', say: [thanks], ...(open && why ? { effects: { feedback: { ...open, isUseful: false, why } } } : {}) },
    { feedback: draft.state.feedback && { askedOn: draft.state.feedback.askedOn } },
  )
}

function wordOn(text: string, ports: Ports): boolean | undefined {
  const hand = Object.entries(HANDS).find(([sign]) => text.trim().startsWith(sign) && words(text).length === 0)
  if (hand) return hand[1]
  const said = words(text).join(' ')
  if (said === '') return undefined
  const has = (key: string) => LANGUAGES.some((lang) => listed(ports, lang, key).includes(said))
  return has('feedback.words_useful') ? true : has('feedback.words_not_useful') ? false : undefined
}

function listed(ports: Ports, lang: Lang, key: string): string[] {
  return ports
    .text(lang, key)
    .split('|')
    .map((one) => words(one).join(' '))
}
