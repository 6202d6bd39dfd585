import type { Logger } from '../observability/index.ts'
import type { Vault } from '../privacy/index.ts'
import type { Engine } from '../store/index.ts'
import type { StaffAuth } from './auth.ts'

export interface StaffDeps {
  readonly engine: Engine
  readonly auth: StaffAuth
  readonly vault: Vault
  readonly clock: () => Date
  readonly logger: Logger
  readonly publicUrl: string
  /** A session that nobody uses by hand for so long ends. */
  readonly idleMs: number
  /** Waits (ms): wrong codes are answered slower and slower. */
  delay(ms: number): Promise<void>
}
