import type { PersonVault } from '../privacy/index.ts'
import { type Db, listCheckIns, listFollowUps } from '../store/index.ts'
import { followUpContext } from './deps.ts'

/** What a person agreed to be asked, and their answers in their words: for themselves. */
export async function readOwnFollowUp(db: Db, vault: PersonVault, personId: string): Promise<{ at: number; text: string }[]> {
  const lines: { at: number; text: string }[] = []
  for (const found of await listFollowUps(db, { personId })) {
    if (found.words_sealed && found.answered_at !== null)
      lines.push({ at: found.answered_at, text: vault.openText(found.words_sealed, followUpContext('words', found.id)) })
    for (const row of await listCheckIns(db, found.id)) {
      const step = row.step_sealed ? [vault.openText(row.step_sealed, followUpContext('step', row.id))] : []
      const words = row.words_sealed
        ? Object.values(JSON.parse(vault.openText(row.words_sealed, followUpContext('answer', row.id))) as Record<string, string>)
        : []
      if (words.length > 0) lines.push({ at: row.asked_at ?? row.updated_at, text: [...step, ...words].join(' · ') })
    }
  }
  return lines
}
