import type { Ports } from '../../bot/index.ts'
import type { Library } from '../content/index.ts'
import type { Logger } from '../observability/index.ts'
import type { KnownPlace } from '../privacy/index.ts'
import type { Db, Engine } from '../store/index.ts'

/** What the curators' list needs of the world; built once in services/build-app.ts. */
export interface CurationDeps {
  readonly engine: Engine
  readonly clock: () => Date
  readonly logger: Logger
  /** Where the files of the content are. */
  readonly contentDir: string
  /** Where they are edited by browser: the file's path is put behind it. */
  readonly editUrl: string | undefined
  library(): Library
  /** Places may stay in what curators read; names may not. */
  placeOf: KnownPlace
  ports(): Ports
}

export const CURATION_KINDS = ['unanswered', 'unsure', 'low-rated', 'stale', 'draft', 'done'] as const
export type CurationKind = (typeof CURATION_KINDS)[number]

/** One thing to be mended. No person is in it: texts are redacted. */
export interface CurationItem {
  readonly id: string
  readonly kind: CurationKind
  /** The redacted question, or the title of the card. */
  readonly text: string
  readonly lang: string
  readonly country: string | null
  readonly topic: string | null
  /** How many people it concerns. */
  readonly people: number
  /** When it was last asked (ms), where that is known. */
  readonly lastAt: number | null
  readonly card: string | null
  /** Where to mend it, below the folder of the project. */
  readonly file: string | null
  /** Whether that file is still to be written. */
  readonly isNew: boolean
  /** Whether it is only the nearest card: the question was of no topic. */
  readonly isNear: boolean
  readonly sources: readonly { readonly publisher: string; readonly url: string }[]
  readonly checkedOn: string | null
  readonly reviewBy: string | null
  /** Why people called it not useful, and how many gave each reason. */
  readonly whys?: Readonly<Record<string, number>>
}

/** One kind of work, the things of most people first. */
export interface CurationSource {
  readonly kind: CurationKind
  count(db: Db): Promise<number>
  list(db: Db, page: { limit: number; offset: number }): Promise<readonly CurationItem[]>
}
