import type { CardView } from './card.ts'
import type { OfficeNotice, OfficeView } from './case.ts'
import type { Consulates } from './consulates/index.ts'
import type { EntryBook } from './entry/index.ts'
import type { Abuse, CommandContext, CommandMatch, CrisisMatch, CrisisReply } from './safety/index.ts'
import type { Reading } from './understanding/index.ts'
import type { CardCountry, Country, CrisisKind, Lang, Phase, Profile, Topic } from './vocabulary.ts'

export interface Memory {
  readonly language?: Lang
  readonly country?: Country
  readonly here?: string
  readonly phase?: Phase
  readonly profiles: readonly Profile[]
  readonly topics: readonly Topic[]
}

export interface ReadRequest {
  readonly text: string
  readonly memory: Memory
  /** Earlier messages of the same person, oldest first. */
  readonly previous: readonly string[]
  readonly assistantLast?: string
}

export interface CardQuery {
  readonly text: string
  readonly topics: readonly { readonly topic: Topic; readonly p: number }[]
  /** Hard filter: cards of this country and of "any"; null keeps only those that hold anywhere. */
  readonly country: Country | null
  readonly phase: Phase | null
  readonly profiles: readonly Profile[]
  readonly lang: Lang
}

export interface CardHit {
  readonly card: string
  readonly topic: Topic
  readonly country: CardCountry
  /** About 0..1, best first. */
  readonly score: number
  /** What the score is made of, for --explain. */
  readonly evidence?: {
    readonly topic: number
    readonly near: number
    readonly cosine: number | undefined
    readonly lexical: number | undefined
  }
}

/** One point of a list to tick off. */
export interface ChecklistItem {
  readonly id: string
  readonly text: string
  /** The card that tells more. */
  readonly card: string | undefined
  /** Only for people who have children with them. */
  readonly isForChildren: boolean
}

/** What an office is chosen by. */
export interface OfficeQuery {
  readonly country: Country | null
  /** Where the person is. */
  readonly here: string | undefined
  /** The states where the person may live ("us-TX"), when they have said so. */
  readonly livesIn?: readonly string[] | undefined
  readonly phase: Phase | null
  readonly topic: Topic | undefined
  readonly lang: Lang
  /** The office whose code the person came by: takes the case unless the person is not for it. */
  readonly preferred?: string
}

/** What the bot asks of the world. Each may be slow or fail except the synchronous ones. */
export interface Ports {
  /** What a message seems to mean, with the model. */
  read(request: ReadRequest): Promise<Reading>
  /** The same without the model: always there, never throws. */
  readQuick(request: ReadRequest): Reading
  findCards(query: CardQuery): Promise<readonly CardHit[]>
  /** A card in a language (or its reference); undefined when there is no such card. */
  card(id: string, lang: Lang): CardView | undefined
  /** Whether a country has any card about a topic. */
  hasCard(topic: Topic, country: Country): boolean
  /** Whether a card that holds anywhere exists for the topic. */
  hasGeneralCard(topic: Topic): boolean
  /** The line or institution that a person of this country can be pointed to when nothing else is known. */
  generalHelp(country: Country | null, lang: Lang): { readonly name: string; readonly phone: string; readonly url: string } | undefined
  /** What to have in hand in a phase, for a country and for all; absent where there is no content of it. */
  checklist?(query: { readonly country: Country | null; readonly phase: Phase; readonly lang: Lang }): readonly ChecklistItem[]
  /** The office that would take a case: by country, place, phase, topic and language, the open ones first; undefined when nobody would. */
  officeFor?(query: OfficeQuery): OfficeView | undefined
  /** The entry codes that there are. */
  entryBook?(): EntryBook
  /** What an office tells people today. */
  noticeOf?(officeId: string, lang: Lang): OfficeNotice | undefined
  /** Which consulate serves whom; absent where that is not known. */
  readonly consulates?: Consulates
  /** How much an answer on a topic depends on the country: 0 the same everywhere, 1 useless without it. */
  countryNeed(topic: Topic): number
  /** The rules of content/safety: no model, never throw. */
  readonly safety: {
    matchCommand(text: string, context: CommandContext): CommandMatch | undefined
    detectCrisis(text: string): CrisisMatch | undefined
    crisisReply(kind: CrisisKind, where: string | undefined, lang: Lang): CrisisReply
    checkAbuse(text: string): Abuse | undefined
    /** A sentence of content/safety that is no crisis text: conduct after abuse, discreet confirmations. */
    conduct(key: string, lang: Lang): string
  }
  /** A sentence from content/messages. */
  text(lang: Lang, key: string, params?: Readonly<Record<string, string | number>>): string
  /** The sentence that tells which languages we speak, in the language of that ISO code or in all of ours. */
  otherLanguage(code: string | undefined): string
  /** The text as it will cost least, and what it costs, on channels that charge by segment. */
  fitSegments(text: string): { readonly text: string; readonly segments: number; readonly encoding: 'GSM-7' | 'UCS-2' }
}
