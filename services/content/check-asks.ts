import type { Lang } from '../../bot/vocabulary.ts'
import { languagesOf } from './card-text.ts'
import type { Fault } from './fault.ts'
import type { ContentFiles } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'

/** A message without what typing changes: case, accents, signs. */
export function askKey(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The same ask in two cards would pull one question to both; twice in one card it only hides a missing one. */
export function checkAsks(files: ContentFiles): Fault[] {
  const seen = new Map<string, string>()
  const faults: Fault[] = []
  for (const { value, file, text } of files.cards.values())
    for (const lang of languagesOf(value))
      for (const [i, ask] of (value[lang]?.asks ?? []).entries()) {
        const key = askKey(ask)
        const twin = seen.get(key)
        if (twin) faults.push(twinFault({ file, text, lang, i, ask, twin }))
        else seen.set(key, `${value.id} (${lang})`)
      }
  return faults
}

function twinFault(at: { file: string; text: string; lang: Lang; i: number; ask: string; twin: string }): Fault {
  const path = [at.lang, 'asks', String(at.i)]
  return {
    file: at.file,
    line: lineFinder(at.text)(path),
    field: path.join('.'),
    what: `"${at.ask}" stands in ${at.twin} too`,
    fix: 'Word it so that it fits only one card.',
  }
}
