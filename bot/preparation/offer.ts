import type { Pending } from '../conversation/state.ts'
import type { Draft } from '../draft.ts'
import type { Reply } from '../message.ts'
import type { Ports } from '../ports.ts'
import type { Topic } from '../vocabulary.ts'
import { PROFILE_FIELDS } from './profile.ts'

/** Answers after which it fits: somebody who plans to go back asks of these. */
const PLANNING: ReadonlySet<Topic> = new Set([
  'voluntary-return',
  'belongings',
  'customs',
  'pending-abroad',
  'apostille',
  'children-registration',
])
/** Offered again only after so many days. */
const AGAIN_DAYS = 14
const DAY_MS = 86_400_000

export interface WithLine {
  readonly replies: readonly Reply[]
  /** What the line leaves behind: a question that is open again, or the day of the offer. */
  readonly open?: Pending
  readonly offeredOn?: string
}

/**
 * The replies with a line about the preparation under them: the question that waits, or (seldom) that one can prepare. Undefined where
 * there is nothing to say, or no room for it.
 */
export function withPreparationLine(
  replies: readonly Reply[],
  draft: Draft,
  ports: Ports,
  hasRoom: (text: string) => boolean,
): WithLine | undefined {
  const { decision, lang, state, turn, preparationWaits: waiting } = draft
  if (!decision || decision.say.length === 0 || decision.route === 'crisis' || state.discreet || state.crisis) return undefined
  const add = (text: string) => underLast(replies, text, hasRoom)
  if (!waiting) {
    const offered = mayOffer(draft) && turn.today ? add(ports.text(lang, 'prepare.offer')) : undefined
    return offered && turn.today ? { replies: offered, offeredOn: turn.today } : undefined
  }
  // Another question of ours is asked now, or the preparation itself was spoken of.
  const asksElse = decision.say.some((line) => line.type === 'text' && line.choices) || decision.effects?.preparation
  if (asksElse) return undefined
  const [mode, name] = waiting.about.split(':')
  const field = mode === 'ask' && PROFILE_FIELDS.find((one) => one === name)
  if (!field) return undefined
  const asked = add(ports.text(lang, 'prepare.waits_ask', { ask: ports.text(lang, `prepare.ask.${field}`) }))
  // The question stays open also where there was no room to say so: whoever answers it now is understood.
  return { replies: asked ?? add(ports.text(lang, 'prepare.waits')) ?? replies, open: { ...waiting, about: `ask:${field}:again` } }
}

/** Under the last message, or behind it where that is a card; never beside choices, which have a form of their own. */
function underLast(replies: readonly Reply[], text: string, hasRoom: (text: string) => boolean): readonly Reply[] | undefined {
  const last = replies.at(-1)
  if (!last || last.choices.length > 0) return undefined
  if (last.card) return [...replies, { text, choices: [], kind: 'question' }]
  const longer = `${last.text}\n${text}`
  return hasRoom(longer) ? [...replies.slice(0, -1), { ...last, text: longer }] : undefined
}

function mayOffer({ decision, reading, state, turn }: Draft): boolean {
  const [topic] = decision?.topics ?? []
  const isPlanning = decision?.route === 'answer' && (decision.answers?.length ?? 0) > 0 && topic !== undefined && PLANNING.has(topic)
  const isBefore = (reading?.phase ?? state.phase) === 'before'
  const last = state.preparing?.offeredOn
  const isLongAgo = last === undefined || Date.parse(turn.today ?? '') - Date.parse(last) >= AGAIN_DAYS * DAY_MS
  return isPlanning && isBefore && turn.status === 'bot' && !turn.preparation && isLongAgo
}
