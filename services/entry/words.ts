import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'
import { z } from 'zod'
import type { EntryWords } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'

const Words = z.array(z.string().regex(/^[a-z0-9]+$/)).min(1)
const WordsFile = z.strictObject({
  greetings: Words,
  announcing: Words,
  asking: Words,
  forgetting: z.array(z.string().refine(isPattern, 'is no regular expression')).min(1),
  vulgar: Words,
})

/** Reads content/entry/words.yaml. @throws PuenteError P2003 with the field that is wrong */
export async function loadEntryWords(contentDir: string): Promise<EntryWords> {
  const file = join(contentDir, 'entry', 'words.yaml')
  const raw = await readFile(file, 'utf8')
    .then((text) => load(text, { schema: CORE_SCHEMA }))
    .catch((cause: Error) => {
      throw new PuenteError('P2003', { detail: `content/entry/words.yaml: ${cause.message}`, cause })
    })
  const parsed = WordsFile.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PuenteError('P2003', { detail: `content/entry/words.yaml: ${issue?.path.join('.')}: ${issue?.message}`, cause: parsed.error })
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
