import { readFile } from 'node:fs/promises'
import { CORE_SCHEMA, load } from 'js-yaml'
import type { Ports } from '../../bot/index.ts'
import type { Reading } from '../../bot/understanding/index.ts'
import { fitSegments } from '../../services/channels/index.ts'
import { loadMessages } from '../../services/content/index.ts'
import { createSafety, type DossierPlace, readSafetyFiles, type SafetyFiles } from '../../services/safety/index.ts'

/** content/safety as it stands, without its last good version: a fault must show. */
export async function safetyOfContent() {
  const { files, faults } = await readSafetyFiles('content')
  const { safety, faults: patternFaults } = createSafety(files as SafetyFiles)
  return { files: files as SafetyFiles, safety, faults: [...faults, ...patternFaults] }
}

export async function linesOf(name: string): Promise<string[]> {
  const text = await readFile(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

export async function crisisDossier(): Promise<DossierPlace[]> {
  return load(await readFile('content/dossier/crisis.yaml', 'utf8'), { schema: CORE_SCHEMA }) as DossierPlace[]
}

export interface Example {
  readonly text: string
  readonly lang: string
  readonly route: string
}

export async function examples(name: string): Promise<Example[]> {
  const text = await readFile(`content/examples/${name}.jsonl`, 'utf8')
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Example)
}

const READING: Reading = {
  language: { lang: 'es', confidence: 0.5, mixed: false },
  routes: [],
  topics: [],
  danger: { p: 0, kind: 'violence' as const, isBelieved: false, isPossible: false },
  needs: [],
  country: null,
  normalised: '',
  countries: [],
  denied: [],
  here: null,
  phase: null,
  profiles: [],
}
/** The world with content/safety and our sentences, and nothing else: no model, no cards. */
export async function portsOfSafety(): Promise<Ports> {
  const [{ safety }, { text }] = await Promise.all([safetyOfContent(), loadMessages('content')])
  return {
    text,
    fitSegments,
    safety,
    read: async () => READING,
    readQuick: () => READING,
    findCards: async () => [],
    card: () => undefined,
    hasCard: () => false,
    hasGeneralCard: () => false,
    generalHelp: () => undefined,
    countryNeed: () => 0,
  } as unknown as Ports
}
