import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'

/** Lines for emergencies by country: facts for content/safety and service records, not for cards. */
const CRISIS_FILE = 'crisis'
const FILES = ['any', 'us-side', 'mx', 'gt', 'sv', 'hn', 'do', 'ht', 'ni', 'cr', 'pa'] as const

export type DossierRecord = Readonly<Record<string, unknown>>

/** The sourced facts that cards are made from, by id ("mx/0": file and position). @param root the content folder */
export async function loadDossier(root: string): Promise<Map<string, DossierRecord>> {
  const lists = await Promise.all(FILES.map((file) => readRecords(root, file)))
  return new Map(lists.flat())
}

/** Crisis and protection lines by country ("crisis/0"); no card carries these records, but service records are made from them too. */
export async function loadCrisisLines(root: string): Promise<Map<string, DossierRecord>> {
  return new Map(await readRecords(root, CRISIS_FILE))
}

async function readRecords(root: string, file: string): Promise<(readonly [string, DossierRecord])[]> {
  const list = load(await readFile(join(root, 'dossier', `${file}.yaml`), 'utf8'), { schema: CORE_SCHEMA }) as DossierRecord[]
  return list.map((record, i) => [`${file}/${i}`, record] as const)
}

/** Every text of a record, one a line. */
export function dossierText(value: unknown): string {
  if (Array.isArray(value)) return value.map(dossierText).join('\n')
  if (typeof value === 'object' && value !== null) return Object.values(value).map(dossierText).join('\n')
  return String(value)
}
