import {
  COUNTRIES,
  ENTRY_KINDS,
  type EntryBook,
  type EntryCode,
  type EntryWords,
  LANGUAGES,
  openEntryBook,
  PHASES,
} from '../../bot/index.ts'
import { type Engine, type EntryCodeRow, listEntryCodes } from '../store/index.ts'

/** The codes, kept in memory: few, looked at with every message. */
export interface EntryDirectory {
  /** Reads them again from the store. */
  reload(): Promise<void>
  book(): EntryBook
  readonly words: EntryWords
}

/** Opens the directory; empty until reloaded. */
export function openEntryCodes(engine: Engine, words: EntryWords): EntryDirectory {
  let book = openEntryBook([], words)
  return {
    words,
    book: () => book,
    async reload() {
      book = openEntryBook((await listEntryCodes(engine.db)).map(entryOf), words)
    },
  }
}

function entryOf(row: EntryCodeRow & { officeName: string | null }): EntryCode {
  return {
    code: row.code,
    kind: ENTRY_KINDS.find((kind) => kind === row.kind) ?? 'campaign',
    name: row.officeName ?? row.label,
    officeId: row.office_id ?? undefined,
    country: COUNTRIES.find((country) => country === row.country),
    here: row.here ?? undefined,
    phase: PHASES.find((phase) => phase === row.phase),
    language: LANGUAGES.find((lang) => lang === row.language),
    isRetired: row.retired_at !== null,
    redirectTo: row.redirect_to ?? undefined,
  }
}
