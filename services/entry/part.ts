import { resolve } from 'node:path'
import { COUNTRIES, LANGUAGES, type Ports, TOPICS } from '../../bot/index.ts'
import { fold } from '../../bot/understanding/index.ts'
import type { AppPart } from '../app/index.ts'
import type { Settings } from '../config/index.ts'
import type { Commands } from '../control/index.ts'
import { DEMO_REACH } from '../demo-provider/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import type { Logger } from '../observability/index.ts'
import { type Reach, reachOf } from '../posters/index.ts'
import type { Engine } from '../store/index.ts'
import { entryCommands } from './commands.ts'
import { makeDemoCodes } from './demo-codes.ts'
import { openEntryCodes } from './directory.ts'
import type { EntryDeps } from './manage.ts'
import { loadEntryWords } from './words.ts'

/** Codes may be made by another process on the same database. */
const RELOAD_EVERY_MS = 30_000

/** Entry codes, opened. */
export interface EntryPart extends EntryDeps {
  /** What posters lead to. */
  readonly reach: Reach
  readonly commands: Commands
  readonly part: AppPart
}

export interface EntryOptions {
  readonly engine: Engine
  readonly clock: () => Date
  readonly logger: Logger
  /** Folder of the project. */
  readonly root: string
  readonly settings: Pick<Settings, 'contentDir' | 'isDemo' | 'isProduction' | 'twilio'>
  readonly publicUrl: string
  readonly ports: () => Pick<Ports, 'safety' | 'text'>
}

/** Entry codes as part of the running service; in demo mode there are some at once. @throws PuenteError P2003 content/entry */
export async function openEntry(options: EntryOptions): Promise<EntryPart> {
  const { engine, clock, logger, settings, ports, publicUrl } = options
  const codes = openEntryCodes(engine, await loadEntryWords(resolve(options.root, settings.contentDir)))
  if (settings.isDemo && !settings.isProduction) await makeDemoCodes(engine, clock().getTime())
  await codes.reload()
  const reach = settings.isDemo ? { ...DEMO_REACH, publicUrl } : reachOf(settings.twilio, publicUrl)
  const deps = {
    engine,
    clock,
    codes,
    safety: () => ports().safety,
    isNamed: (word: string) => namesOf(ports().text).has(word),
  }
  return {
    ...deps,
    reach,
    commands: entryCommands(deps, reach),
    part: createPeriodic({ name: 'entry-codes', everyMs: RELOAD_EVERY_MS, logger, run: () => codes.reload() }),
  }
}

/** What people answer our own questions with: names of countries and topics. */
function namesOf(text: Ports['text']): ReadonlySet<string> {
  const keys = [...COUNTRIES.map((country) => `country.${country}`), ...TOPICS.map((topic) => `topic.${topic}`)]
  return new Set(LANGUAGES.flatMap((lang) => keys.map((key) => fold(text(lang, key)))))
}
