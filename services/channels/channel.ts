import type { Router } from 'express'
import type { ChannelCapabilities, InboundMessage, Reply } from '../../bot/index.ts'

/** A message that is to leave. */
export interface OutgoingMessage {
  /** Our id: providers echo it in their status callbacks. */
  readonly messageId: string
  readonly conversationId: string
  readonly address: string
  readonly reply: Reply
}

export interface SendResult {
  readonly providerId: string
  readonly segments: number | null
}

/** The only addresses that attachments of a channel may be fetched from, and with what. */
export interface MediaAccess {
  /** The headers that this address is asked with; undefined: it must not be contacted. */
  headersFor(url: URL): Promise<Record<string, string> | undefined>
}

/**
 * One way of reaching a person: verifies, translates, sends; decides nothing.
 * A new channel is one folder and one line in registry.ts.
 */
export interface Channel {
  /** Stored with every message; unique. */
  readonly name: string
  readonly capabilities: ChannelCapabilities
  /**
   * Hands a message to the provider.
   * @throws PuenteError P3001 refused for good, P3002 not taken this time, P3003 unknown whether taken
   */
  send(message: OutgoingMessage): Promise<SendResult>
  /** Where attachments lie; absent where people cannot send any. */
  readonly media?: MediaAccess
  /** Looks at the provider whether a message of unknown fate was taken; absent where sending twice does no harm. */
  findSent?(message: OutgoingMessage, search: SentSearch): Promise<SendResult | undefined>
  /**
   * Takes a message, sent or received, out of the provider's store; done also when it is not there any more. Absent where nothing is kept.
   * @throws PuenteError P3002 when it did not come about this time
   */
  redact?(providerId: string): Promise<void>
}

export interface SentSearch {
  /** When the attempt began (ms). */
  readonly sinceMs: number
  /** Whether that message of the provider's belongs to another message of ours: the same words may be sent twice on purpose. */
  isOther(providerId: string): Promise<boolean>
}

/** What a channel folder brings: channels and the routes that feed them. */
export interface ChannelModule {
  readonly channels: readonly Channel[]
  /** Who carries these channels' messages, where somebody else does: asked less while it is down. */
  readonly provider?: string
  /** Mounted at the root; the paths are the channel's own. */
  readonly router?: Router
  start?(): Promise<void>
  stop?(): Promise<void>
}

/** What a channel may do with what it receives. */
export interface ChannelHost {
  readonly publicUrl: string
  /**
   * Keeps the message; when this returns, it is safe.
   * @throws PuenteError P2013 when the store takes nothing now: the channel lets its sender try again
   */
  receive(incoming: Incoming): Promise<Received>
  /**
   * Whom to call, for somebody in danger whose message could not be kept; undefined where there is no danger. For channels that only
   * show what is stored: for the others it has been sent by the time `receive` throws.
   */
  dangerWithoutStore(incoming: Incoming): string | undefined
  updateDelivery(report: DeliveryReport): Promise<void>
  /** Counts what was accepted and left alone; `reason` is of a fixed list. */
  ignored(channel: string, reason: string): void
}

/** A verified message, translated. */
export interface Incoming {
  readonly channel: string
  readonly address: string
  /** Other names of the same person on this channel (WhatsApp's user id): whoever is known under one of them is known. */
  readonly aliases?: readonly string[]
  /** Replies go to this address from now on: the one that is known may have moved. */
  readonly movesAddress?: true
  readonly providerId: string
  readonly message: InboundMessage
}

export interface Received {
  readonly isNew: boolean
  readonly conversationId: string
  readonly messageId: string
}

/** What a provider says of a message that it took. */
export interface DeliveryReport {
  readonly channel: string
  readonly providerId: string
  /** Our id, where the provider echoes it. */
  readonly messageId: string | undefined
  readonly status: 'sent' | 'delivered' | 'read' | 'failed'
  readonly providerCode: string | undefined
}
