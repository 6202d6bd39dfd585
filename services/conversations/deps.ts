import type { Ports } from '../../bot/index.ts'
import type { Channel } from '../channels/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { Engine } from '../store/index.ts'

/** What the use-cases need of the world; built once in services/build-app.ts. */
export interface ConversationDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  readonly logger: Logger
  readonly metrics: Metrics
  /** The channel of that name; undefined when it is not configured. */
  channel(name: string): Channel | undefined
  ports(): Ports
  /** Says that there is work. */
  wake(): void
  /** Says that a conversation has something new (web chat, console). */
  announce(conversationId: string): void
}
