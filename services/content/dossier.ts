import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'

const FILES = ['any', 'us-side', 'mx', 'gt', 'sv', 'hn', 'do', 'ht', 'ni', 'cr', 'pa'] as const

export type DossierRecord = Readonly<Record<string, unknown>>

/** The sourced facts that cards are made from, by id ("mx/0": file and position). @param root the content folder */
export async function loadDossier(root: string): Promise<Map<string, DossierRecord>> {
  const records = new Map<string, DossierRecord>()
  for (const file of FILES) {
    const list = load(await readFile(join(root, 'dossier', `${file}.yaml`), 'utf8'), { schema: CORE_SCHEMA }) as DossierRecord[]
    list.forEach((record, i) => {
      records.set(`${file}/${i}`, record)
    })
  }
  return records
}
