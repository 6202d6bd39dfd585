import { resolve } from 'node:path'
import { COUNTRIES, LANGUAGES, type Ports, TOPICS } from '../../bot/index.ts'
import { fold } from '../../bot/understanding/index.ts'
import type { AppPart } from '../app/index.ts'
import type { Settings } from '../config/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import type { Logger } from '../observability/index.ts'
import type { Engine } from '../store/index.ts'
import { makeDemoCodes } from './demo-codes.ts'
import { openEntryCodes } from './directory.ts'
import type { EntryDeps } from './manage.ts'
import { loadEntryWords } from './words.ts'

/** Codes may be made by another process on the same database. */
const RELOAD_EVERY_MS = 30_000

/** Entry codes as part of the running service; in demo mode there are some at once. @throws PuenteError P2003 content/entry */
export async function openEntry(deps: {
  readonly engine: Engine
  readonly clock: () => Date
  readonly logger: Logger
  readonly root: string
  readonly settings: Pick<Settings, 'contentDir' | 'isDemo' | 'isProduction'>
  readonly ports: () => Ports
}): Promise<EntryDeps & { readonly part: AppPart }> {
  const { engine, clock, logger, settings, ports } = deps
  const codes = openEntryCodes(engine, await loadEntryWords(resolve(deps.root, settings.contentDir)))
  if (settings.isDemo && !settings.isProduction) await makeDemoCodes(engine, clock().getTime())
  await codes.reload()
  return {
    engine,
    clock,
    codes,
    safety: () => ports().safety,
    isNamed: (word) => namesOf(ports().text).has(word),
    part: createPeriodic({ name: 'entry-codes', everyMs: RELOAD_EVERY_MS, logger, run: () => codes.reload() }),
  }
}

/** What people answer our own questions with: names of countries and topics. */
export function namesOf(text: Ports['text']): ReadonlySet<string> {
  const keys = [...COUNTRIES.map((country) => `country.${country}`), ...TOPICS.map((topic) => `topic.${topic}`)]
  return new Set(LANGUAGES.flatMap((lang) => keys.map((key) => fold(text(lang, key)))))
}
