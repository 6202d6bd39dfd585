import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import { CardFile } from './card-schema.ts'
import { ChecklistFile } from './checklist-schema.ts'
import type { Fault } from './fault.ts'
import { readYaml } from './read-yaml.ts'
import { ServiceRecord } from './service-schema.ts'

export interface Loaded<T> {
  readonly value: T
  /** Path as people see it: content/cards/mx/id-card.yaml */
  readonly file: string
  readonly text: string
}

export interface LeftOut {
  /** Record of the dossier: "mx/12". */
  readonly id: string
  readonly reason: string
  readonly file: string
  readonly line: number
}

/** Everything under content/ that is about facts, as read; `faults` holds what could not be read. */
export interface ContentFiles {
  readonly services: ReadonlyMap<string, Loaded<ServiceRecord>>
  readonly cards: ReadonlyMap<string, Loaded<CardFile>>
  /** What to have in hand, by country and phase: "hn.before". */
  readonly checklists: ReadonlyMap<string, Loaded<ChecklistFile>>
  readonly leftOut: readonly LeftOut[]
  readonly faults: readonly Fault[]
}

/**
 * Reads services, cards and the left-out list. Never throws for a broken file: each fault is listed.
 * @param root the content folder
 */
export async function loadContentFiles(root: string): Promise<ContentFiles> {
  const faults: Fault[] = []
  const shown = (path: string) => join('content', relative(root, path))
  const collect = async <T extends { id: string }>(folder: string, schema: z.ZodType<T>) => {
    const byId = new Map<string, Loaded<T>>()
    const paths = await yamlFiles(join(root, folder)).catch(() => [])
    if (paths.length === 0)
      faults.push({
        file: join('content', folder),
        line: 0,
        field: 'folder',
        what: 'is missing or holds no .yaml file',
        fix: 'Restore it, or set CONTENT_DIR to the folder that has it.',
      })
    const results = await Promise.all(paths.map((path) => readYaml(path, shown(path), schema)))
    results.forEach((result, i) => {
      const file = shown(paths[i] ?? '')
      faults.push(...result.faults)
      const value = result.value
      if (!value) return
      const twin = byId.get(value.id)
      if (twin)
        faults.push({ file, line: 1, field: 'id', what: `"${value.id}" stands in ${twin.file} too`, fix: 'Give each file its own id.' })
      byId.set(value.id, { value, file, text: result.text })
    })
    return byId
  }
  const services = await collect<ServiceRecord>('services', ServiceRecord as unknown as z.ZodType<ServiceRecord>)
  const cards = await collect<CardFile>('cards', CardFile as unknown as z.ZodType<CardFile>)
  const checklists = await collect<ChecklistFile>('checklists', ChecklistFile as unknown as z.ZodType<ChecklistFile>)
  return { services, cards, checklists, leftOut: await readLeftOut(root), faults }
}

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((e) => e.isFile() && e.name.endsWith('.yaml'))
    .map((e) => join(e.parentPath, e.name))
    .sort()
}

/** Lines of left-out.md in the form `- mx/12 (topic): reason`. */
async function readLeftOut(root: string): Promise<LeftOut[]> {
  const text = await readFile(join(root, 'left-out.md'), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line, i) => {
    const found = /^- ([a-z-]+\/\d+)[^:]*:\s*(.+)$/.exec(line)
    return found ? [{ id: found[1] ?? '', reason: found[2] ?? '', file: 'content/left-out.md', line: i + 1 }] : []
  })
}
