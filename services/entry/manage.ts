import { randomInt } from 'node:crypto'
import {
  type Country,
  drawCode,
  type EntryKind,
  type EntryWords,
  editDistance,
  isWordCode,
  type Lang,
  type Phase,
  type Ports,
  plainCode,
} from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import { type Engine, entryUses, findEntryCode, insertAudit, insertEntryCode, listEntryCodes, retireEntryCode } from '../store/index.ts'
import { dayOf } from './count.ts'
import type { EntryDirectory } from './directory.ts'
import { isVulgar } from './vulgar.ts'

export interface EntryDeps {
  readonly engine: Engine
  readonly clock: () => Date
  readonly codes: EntryDirectory
  /** Words that already mean something to the assistant are no codes. */
  readonly safety: () => Ports['safety']
  /** The same for names of countries and choices. */
  readonly isNamed: (word: string) => boolean
}

export interface NewEntryCode {
  readonly kind: EntryKind
  readonly officeId: string | undefined
  readonly label: string
  readonly country: Country | undefined
  readonly here: string | undefined
  readonly phase: Phase | undefined
  readonly language: Lang | undefined
  /** A place or campaign to be the code; without one a code is made. */
  readonly word: string | undefined
  readonly by: string
}

/** What a kind of place makes probable. */
const PHASE_OF: Readonly<Partial<Record<EntryKind, Phase>>> = { consulate: 'before', reception: 'arrival' }
const MOST_DRAWS = 10_000
const USES_DAYS = 90
const DAY_MS = 86_400_000

/** Makes a code, or takes the word that was chosen. @throws PuenteError P1042 with the reason when the word cannot be one */
export async function makeEntryCode(deps: EntryDeps, wanted: NewEntryCode): Promise<{ code: string }> {
  const now = deps.clock().getTime()
  const code = await deps.engine.db.transaction().execute(async (tx) => {
    // Retired ones count too: old posters hang for years.
    const taken = (await listEntryCodes(tx)).map((row) => row.code)
    const made = wanted.word === undefined ? draw(taken, deps.codes.words) : chosen(deps, wanted.word, taken)
    await insertEntryCode(tx, {
      code: made,
      kind: wanted.kind,
      office_id: wanted.officeId ?? null,
      label: wanted.label,
      country: wanted.country ?? null,
      here: wanted.here ?? null,
      phase: wanted.phase ?? PHASE_OF[wanted.kind] ?? null,
      language: wanted.language ?? null,
      created_by: wanted.by,
      created_at: now,
    })
    await insertAudit(tx, {
      at: now,
      kind: 'entry-code-made',
      conversationId: null,
      details: { code: made, by: wanted.by, office: wanted.officeId ?? '' },
    })
    return made
  })
  await deps.codes.reload()
  return { code }
}

/** Takes a code out of use, for good. @throws PuenteError P1004 there is none, P1042 when it cannot lead there */
export async function endEntryCode(deps: EntryDeps, given: { code: string; redirectTo: string | undefined; by: string }): Promise<void> {
  const now = deps.clock().getTime()
  const redirectTo = given.redirectTo === undefined ? null : plainCode(given.redirectTo)
  await deps.engine.db.transaction().execute(async (tx) => {
    if (!(await findEntryCode(tx, given.code))) throw new PuenteError('P1004')
    const target = redirectTo === null ? undefined : await findEntryCode(tx, redirectTo)
    if (redirectTo !== null && (!target || target.retired_at !== null || target.code === given.code))
      throw new PuenteError('P1042', { detail: 'redirect' })
    await retireEntryCode(tx, given.code, { now, redirectTo })
    await insertAudit(tx, {
      at: now,
      kind: 'entry-code-retired',
      conversationId: null,
      details: { code: given.code, by: given.by, to: redirectTo ?? '' },
    })
  })
  await deps.codes.reload()
}

export interface EntryCodeView {
  readonly code: string
  readonly kind: string
  readonly officeId: string | null
  readonly officeName: string | null
  readonly label: string
  readonly country: string | null
  readonly here: string | null
  readonly phase: string | null
  readonly language: string | null
  readonly retiredAt: number | null
  readonly redirectTo: string | null
  /** Conversations that came by it in ninety days. */
  readonly uses: number
}

/** Codes with how often they were used lately; of one office, or all with the number of codes that were none of ours. */
export async function entryCodes(
  deps: Pick<EntryDeps, 'engine' | 'clock'>,
  officeId: string | undefined,
): Promise<{ codes: EntryCodeView[]; unknown: number | undefined }> {
  const { db } = deps.engine
  const uses = await entryUses(db, dayOf(deps.clock().getTime() - USES_DAYS * DAY_MS))
  const sum = (code: string, outcomes: readonly string[]) =>
    uses.filter((use) => use.code === code && outcomes.includes(use.outcome)).reduce((total, use) => total + use.uses, 0)
  const rows = (await listEntryCodes(db)).filter((row) => officeId === undefined || row.office_id === officeId)
  return {
    codes: rows.map((row) => ({
      code: row.code,
      kind: row.kind,
      officeId: row.office_id,
      officeName: row.officeName,
      label: row.label,
      country: row.country,
      here: row.here,
      phase: row.phase,
      language: row.language,
      retiredAt: row.retired_at,
      redirectTo: row.redirect_to,
      uses: sum(row.code, ['met', 'corrected', 'retired']),
    })),
    unknown: officeId === undefined ? sum('', ['unknown']) : undefined,
  }
}

function draw(taken: readonly string[], words: EntryWords): string {
  for (let i = 0; i < MOST_DRAWS; i++) {
    const code = drawCode((n) => randomInt(n))
    if (code && !isVulgar(code, words.vulgar) && isApart(code, taken)) return code
  }
  throw new PuenteError('P1042', { detail: 'no code is left' })
}

function chosen(deps: EntryDeps, word: string, taken: readonly string[]): string {
  const code = plainCode(word)
  const refuse = (detail: string) => new PuenteError('P1042', { detail })
  if (!isWordCode(code)) throw refuse('five to twelve letters, no digits')
  if (isVulgar(code, deps.codes.words.vulgar)) throw refuse('vulgar')
  if (!isApart(code, taken)) throw refuse('too like another code')
  const plain = code.toLowerCase()
  const { greetings, announcing, asking } = deps.codes.words
  const means =
    deps.isNamed(plain) ||
    [...greetings, ...announcing, ...asking].includes(plain) ||
    deps.safety().matchCommand(plain, { hasPending: true, lang: undefined }) !== undefined ||
    deps.safety().detectCrisis(plain) !== undefined
  if (means) throw refuse('the word means something to the assistant')
  return code
}

function isApart(code: string, taken: readonly string[]): boolean {
  return taken.every((other) => editDistance(code, other) === 2)
}
