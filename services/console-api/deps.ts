import type { EventEmitter } from 'node:events'
import type { CaseDeps } from '../cases/index.ts'
import type { Library } from '../content/index.ts'
import type { Curation } from '../curation/index.ts'
import type { MediaLimits } from '../media/index.ts'
import type { StaffDeps } from '../staff/index.ts'

/** What the console's calls need of the world. */
export interface ConsoleDeps {
  readonly cases: CaseDeps
  readonly staff: StaffDeps
  readonly curation: Curation
  readonly library: () => Library
  readonly publicUrl: string
  readonly media: MediaLimits
  /** Emits 'news' with the id of a conversation, 'typing' with a case id and a staff id. */
  readonly news: EventEmitter
}
