import type { Channel } from '../channels/index.ts'
import type { TextOf } from '../content/index.ts'
import type { Logger } from '../observability/index.ts'
import type { OfficeDirectory } from '../offices/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { Engine } from '../store/index.ts'

/** What the use-cases of cases need of the world; built once in services/build-app.ts. */
export interface CaseDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  /** The day that figures are counted under now. */
  today(): string
  readonly logger: Logger
  readonly offices: OfficeDirectory
  readonly text: TextOf
  channel(name: string): Channel | undefined
  /** Whether the provider of a channel keeps messages that can be taken out there. */
  redacts(channel: string): boolean
  wake(): void
  announce(conversationId: string): void
}

/** Who of the staff does something. */
export interface Actor {
  readonly staffId: string
  readonly officeId: string
  readonly role: string
  readonly firstName: string
}

/** What a sealed value of a case is bound to. */
export function caseContext(
  what:
    | 'packet'
    | 'consent'
    | 'words'
    | 'event'
    | 'note'
    | 'plan'
    | 'needs'
    | 'step'
    | 'closing'
    | 'referral'
    | 'answer'
    | 'complaint'
    | 'share',
  id: string,
): string {
  return `case-${what}:${id}`
}
