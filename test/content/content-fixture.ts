import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { smsForms } from '../../scripts/content-sms.ts'
import { checkContent, type Fault, loadContentFiles, loadCrisisLines, loadDossier, loadMessages } from '../../services/content/index.ts'

/** A clock inside the grace of the fixtures below. */
export const NOW = new Date('2026-11-20T12:00:00Z')
export const GRACE = new Date('2027-06-30T00:00:00Z')

/** The faults of content/ as `npm run content:check` finds them, at a fixed time. */
export async function faultsOf(root: string, at: { now?: Date; graceUntil?: Date | undefined } = { graceUntil: GRACE }): Promise<Fault[]> {
  const [files, dossier, crisisLines, messages] = await Promise.all([
    loadContentFiles(root),
    loadDossier(root),
    loadCrisisLines(root),
    loadMessages(root),
  ])
  const report = checkContent(files, {
    now: at.now ?? NOW,
    graceUntil: at.graceUntil,
    dossier,
    crisisLines,
    smsOf: smsForms(files, messages.text),
  })
  return [...report.errors, ...messages.faults]
}

export interface ContentCopy {
  readonly root: string
  /** Replaces the first match in a file of the copy; fails when there is none. */
  edit(file: string, find: string | RegExp, replace: string): Promise<void>
  /** Puts the file back as it is in content/. */
  restore(file: string): Promise<void>
  remove(): Promise<void>
}

/** A copy of content/ to break: nothing that a test does reaches the real one. */
export async function copyContent(): Promise<ContentCopy> {
  const root = await mkdtemp(join(tmpdir(), 'puente-content-'))
  for (const part of ['cards', 'services', 'messages', 'dossier', 'left-out', 'left-out.md'])
    await cp(join('content', part), join(root, part), { recursive: true }).catch(() => undefined)
  return {
    root,
    async edit(file, find, replace) {
      const before = await readFile(join(root, file), 'utf8')
      const after = before.replace(find, () => replace)
      if (after === before) throw new Error(`${file}: nothing fits ${find}`)
      await writeFile(join(root, file), after)
    },
    restore: (file) => cp(join('content', file), join(root, file)),
    remove: () => rm(root, { recursive: true }),
  }
}

/** Every Spanish word that a person can read of a country's cards and records, folded for comparing. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
