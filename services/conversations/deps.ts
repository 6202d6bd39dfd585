import type {
  CaseView,
  ConversationState,
  Effects,
  FollowUpView,
  Lang,
  MoveEffect,
  MoveView,
  Outcome,
  Ports,
  Turn,
} from '../../bot/index.ts'
import type { Channel } from '../channels/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import type { PersonVault, Vault } from '../privacy/index.ts'
import type { HearNote } from '../speech/index.ts'
import type { ConversationRow, Db, Engine, MessageRow } from '../store/index.ts'

/** What turns need of cases (services/cases); given in, so that cases may use the outbox of this folder. */
export interface CaseHooks {
  /** What the person may hear of their last case. */
  view(db: Db, conversation: ConversationRow): Promise<CaseView | undefined>
  /** A number that no case has. */
  newNumber(db: Db): Promise<string>
  /** What a turn decided about cases, inside its transaction. */
  apply(
    tx: Db,
    applied: { conversation: ConversationRow; effects: Effects; lang: Lang; country: string | null; nextSeq: number },
  ): Promise<void>
}

/** What turns need of being asked after a case or a return (services/follow-up). */
export interface FollowUpHooks {
  view(db: Db, conversation: ConversationRow): Promise<FollowUpView>
  move(db: Db, conversation: ConversationRow, said: { readonly text: string; readonly state: ConversationState }): Promise<MoveView>
  /** @returns the conversation that the replies of the turn belong to: another one after a move to this phone */
  applyMove(tx: Db, moved: { conversation: ConversationRow; effect: MoveEffect; lang: Lang }): Promise<ConversationRow>
  /** What a turn decided about it, inside its transaction. */
  apply(tx: Db, applied: { conversation: ConversationRow; effects: Effects; lang: Lang; country: string | null }): Promise<void>
}

/** What the use-cases need of the world; built once in services/build-app.ts. */
export interface ConversationDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  /** The day that figures are counted under now. */
  today(): string
  readonly logger: Logger
  readonly metrics: Metrics
  /** The channel of that name; undefined when it is not configured. */
  channel(name: string): Channel | undefined
  /** Whether the provider of a channel keeps messages that can be taken out there. */
  redacts(channel: string): boolean
  ports(): Ports
  readonly hearNote: HearNote
  /** A new link to "my data": it works once a turn has stored it. */
  exportLink(): string
  readonly cases: CaseHooks
  readonly followUp: FollowUpHooks
  /** Keeps what curators have to know of a turn and what is counted of it, inside its transaction. */
  noteTurn(
    tx: Db,
    noted: { turn: Turn; outcome: Outcome; channel: string; vault: PersonVault; conversation: ConversationRow },
  ): Promise<void>
  /** A last look at a message in the moment it would leave: what an office sends of itself may have lost its ground meanwhile. */
  lastLook(
    message: MessageRow,
    conversation: ConversationRow,
  ): Promise<{ kind: 'go' } | { kind: 'later'; delayMs: number } | { kind: 'drop'; code: string }>
  /** Says that there is work. */
  wake(): void
  /** Says that a conversation has something new (web chat, console). */
  announce(conversationId: string): void
}
