import type { CardView } from './card.ts'
import type { ConversationState, Pending } from './conversation/state.ts'
import type { EntryCode } from './entry/index.ts'
import type { Choice, ReplyKind } from './message.ts'
import type { Memory, Ports } from './ports.ts'
import type { BotEvent, Effects, Silence, Turn } from './turn.ts'
import type { Reading } from './understanding/index.ts'
import type { Lang, Route, Topic } from './vocabulary.ts'

/** One thing to say, before it takes the form of a channel. */
export type Utterance =
  | {
      readonly type: 'text'
      readonly text: string
      readonly kind: ReplyKind
      readonly choices?: readonly Choice[]
      readonly choicesAre?: 'words'
      /** What is said in its place to somebody whose phone is looked at, where the text has no number to dial. */
      readonly quietly?: string
    }
  | { readonly type: 'cards'; readonly cards: readonly CardView[] }

/** What a stage decided for the whole turn. */
export interface Decision {
  readonly route: Route
  readonly say: readonly Utterance[]
  readonly topics?: readonly Topic[]
  readonly answers?: readonly { readonly card: string; readonly topic: Topic; readonly country: string; readonly score: number }[]
  readonly silence?: Silence
  readonly effects?: Effects
  readonly events?: readonly BotEvent[]
}

/** Somebody came by a code, may have meant one, or has nothing to do with the office any more. */
export type EntryNote =
  | { readonly kind: 'met'; readonly name: string }
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'unsure'; readonly entries: readonly EntryCode[] }
  /** An unknown or retired code: like no code. */
  | { readonly kind: 'none' }

/** A turn on its way through the stages: facts are added until one stage decides. */
export interface Draft {
  readonly turn: Turn
  /** The person's words, cleaned: composed characters, no control characters. */
  readonly text: string
  readonly lang: Lang
  /** What was heard in a voice note, as the person is shown it. */
  readonly heard?: string
  readonly state: ConversationState
  readonly reading?: Reading
  /** What became of an entry code in this message. */
  readonly entry?: EntryNote
  readonly events: readonly BotEvent[]
  /** The question about the return that was open while this message was no answer to it. */
  readonly preparationWaits?: Pending
  readonly decision?: Decision
}

/** One decision or fact; the list of them is bot/run-turn.ts. */
export type Stage = (draft: Draft, ports: Ports) => Draft | Promise<Draft>

/** The draft with its decision and, where given, a changed memory. */
export function decide(draft: Draft, decision: Decision, state: Partial<ConversationState> = {}): Draft {
  return { ...draft, decision, state: { ...draft.state, ...state } }
}

/** What reading a message may take from memory. */
export function memoryOf(state: ConversationState): Memory {
  return {
    ...(state.language ? { language: state.language } : {}),
    ...(state.country ? { country: state.country } : {}),
    ...(state.here ? { here: state.here } : {}),
    ...(state.phase ? { phase: state.phase } : {}),
    profiles: state.profiles,
    topics: state.lastTopics,
  }
}

/** A line of text to say. */
export function say(text: string, kind: ReplyKind = 'notice', choices?: readonly Choice[]): Utterance {
  return choices ? { type: 'text', text, kind, choices } : { type: 'text', text, kind }
}
