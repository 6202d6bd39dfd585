import { readFile } from 'node:fs/promises'
import { CORE_SCHEMA, load } from 'js-yaml'
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
