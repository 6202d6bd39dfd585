import type { Channel } from '../channels/index.ts'
import type { Library, TextOf } from '../content/index.ts'
import type { Logger } from '../observability/index.ts'
import type { OfficeDirectory } from '../offices/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { Engine } from '../store/index.ts'

/** What campaigns need of the world. */
export interface CampaignDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  readonly logger: Logger
  readonly offices: OfficeDirectory
  readonly text: TextOf
  library(): Library
  channel(name: string): Channel | undefined
  /** Says that there is something to send. */
  wake(): void
}

/** Who of the staff acts. */
export interface CampaignActor {
  readonly staffId: string
  readonly officeId: string
}
