import type { CardView } from './card.ts'
import type { Lang } from './vocabulary.ts'

/** What a person sent, in the form that every channel translates to. */
export interface InboundMessage {
  readonly text: string
  /** Media, places and stickers that came with it: only their kinds; the content is never read here. */
  readonly attachments: readonly AttachmentKind[]
  /** Id of the button or list row that was pressed. */
  readonly choiceId?: string
  /** Where the attachments are; opened for a voice note's turn and by a caseworker with consent, never by the bot. */
  readonly media?: readonly MediaRef[]
  /** What was heard in a voice note: set for the turn, stored nowhere. */
  readonly voice?: VoiceHeard
  /** The language that the person's device or page is set to: serves until they write. */
  readonly langHint?: Lang
  /** The code of the poster or site that the person came by. */
  readonly entryCode?: string
  /** Nothing was written: somebody opened a conversation and waits for a first word. */
  readonly hasJoined?: true
  /** The provider has already answered this keyword (Twilio OptOutType): record it, send nothing. */
  readonly keywordAnswered?: 'stop' | 'start' | 'help'
}

export interface MediaRef {
  readonly kind: AttachmentKind
  readonly contentType: string
  readonly url: string
}

/** A voice note as far as it could be understood. What is not sure is shown to the person before it is answered. */
export type VoiceHeard =
  | { readonly heard: 'words'; readonly text: string; readonly isSure: boolean }
  | { readonly heard: 'nothing'; readonly why: 'no-engine' | 'too-large' | 'silence' | 'failed' }

export type AttachmentKind = 'image' | 'audio' | 'video' | 'document' | 'sticker' | 'location' | 'contact' | 'other'

/** What a channel can do: differences are data, never `if (channel === …)`. */
export interface ChannelCapabilities {
  /** Every message costs by segment: two at the most, the rest by keyword. */
  readonly costsPerSegment: boolean
  readonly maxBodyChars: number
  /** Reply buttons that fit in one message (0: choices are numbered in the text). */
  readonly maxButtons: number
  readonly maxListRows: number
  readonly maxChoiceTitleChars: number
  /** Only these numbers of choices can be sent, under a text of one line: each is a template of the channel. Undefined: any number up to the maxima, under any text. */
  readonly choiceSizes?: readonly number[]
  /** The channel shows a card with sections and links of its own. */
  readonly supportsCards: boolean
  /** *bold* is shown as bold. */
  readonly supportsBold: boolean
  /** Free text is taken only for so long after the person last wrote; undefined: always. */
  readonly replyWindowMs?: number
  /** Outside the window an approved message can knock. */
  readonly canKnock?: boolean
  /** Outside the window an approved message can say that an office has news. */
  readonly canTellNews?: boolean
  /** Languages in which an approved message can ask how somebody is, outside the window. */
  readonly checkInLangs?: readonly string[]
}

export interface Choice {
  readonly id: string
  readonly title: string
}

/** One message to send, already in the channel's own form. */
export interface Reply {
  readonly text: string
  /** Buttons or list rows, where the channel has them; their texts also stand numbered in `text` where it has none. */
  readonly choices: readonly Choice[]
  /** For channels with cards: the answer in parts. `text` then holds the same in words. */
  readonly card?: CardView
  readonly kind: ReplyKind
  /** Sent as an approved template of the channel, with `text` as its words: the only thing that may leave outside the window. */
  readonly template?: { readonly name: 'knock' | 'news' | 'check-in'; readonly lang: Lang }
}

/** What a reply is for; decides its lane (crisis first) and what the content gate asks of it. */
export type ReplyKind = 'answer' | 'question' | 'notice' | 'crisis' | 'confirmation'
