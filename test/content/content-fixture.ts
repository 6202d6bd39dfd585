import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { smsForms } from '../../scripts/content-sms.ts'
import {
  type ContentReport,
  checkContent,
  faultSentence,
  loadContentFiles,
  loadCrisisLines,
  loadDossier,
  loadMessages,
} from '../../services/content/index.ts'

/** A clock inside the grace below, after every date of the content. */
export const NOW = new Date('2026-11-20T12:00:00Z')
export const GRACE = new Date('2027-06-30T00:00:00Z')

/** What `npm run content:check` finds, at a fixed time. */
export async function reportOf(
  root: string,
  at: { now?: Date; graceUntil?: Date | undefined } = { graceUntil: GRACE },
): Promise<ContentReport> {
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
  return { ...report, errors: [...report.errors, ...messages.faults] }
}

export interface ContentCopy {
  readonly root: string
  /** Replaces the first match in a file of the copy; fails when there is none. */
  edit(file: string, find: string | RegExp, replace: string): Promise<void>
  /** Puts a file or a folder back as it is in content/. */
  restore(file: string): Promise<void>
  /** The sentences that one change adds to the check; the change is taken back. */
  newFaults(file: string, find: string | RegExp, replace: string): Promise<string[]>
  remove(): Promise<void>
}

/** Besides cards and services; of the checklists those of one country, whose cards every copy has. */
const REST = [
  'messages',
  'dossier',
  'safety',
  'entry',
  'left-out.md',
  ...['before', 'arrival', 'after'].map((phase) => `checklists/mx.${phase}.yaml`),
]

/** A copy of content/ to break: nothing that a test does reaches the real one. @param parts folders of cards and services; the fewer, the faster */
export async function copyContent(parts: readonly string[]): Promise<ContentCopy> {
  const root = await mkdtemp(join(tmpdir(), 'puente-content-'))
  for (const part of [...parts, ...REST]) await cp(join('content', part), join(root, part), { recursive: true })
  const sentences = async () => (await reportOf(root)).errors.map(faultSentence)
  const before = new Set(await sentences())
  const edit = async (file: string, find: string | RegExp, replace: string) => {
    const text = await readFile(join(root, file), 'utf8')
    const edited = text.replace(find, () => replace)
    if (edited === text) throw new Error(`${file}: nothing fits ${find}`)
    await writeFile(join(root, file), edited)
  }
  const restore = (file: string) => cp(join('content', file), join(root, file), { recursive: true })
  return {
    root,
    edit,
    restore,
    async newFaults(file, find, replace) {
      await edit(file, find, replace)
      const found = (await sentences()).filter((sentence) => !before.has(sentence))
      await restore(file)
      return found
    },
    remove: () => rm(root, { recursive: true }),
  }
}

/** Words folded for comparing: no case, no accents. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
