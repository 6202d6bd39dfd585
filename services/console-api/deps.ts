import type { News } from '../app/index.ts'
import type { CaseDeps } from '../cases/index.ts'
import type { Library } from '../content/index.ts'
import type { Curation } from '../curation/index.ts'
import type { EntryPart } from '../entry/index.ts'
import type { ExchangeDeps } from '../exchange/index.ts'
import type { MediaLimits } from '../media/index.ts'
import type { Printer } from '../print/index.ts'
import type { StaffDeps } from '../staff/index.ts'

/** What the console's calls need of the world. */
export interface ConsoleDeps {
  readonly cases: CaseDeps
  readonly staff: StaffDeps
  readonly curation: Curation
  readonly exchange: ExchangeDeps
  readonly library: () => Library
  readonly publicUrl: string
  readonly media: MediaLimits
  readonly printer: Printer
  readonly entry: EntryPart
  readonly news: News
}
