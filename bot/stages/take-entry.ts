import type { ConversationState, Pending } from '../conversation/state.ts'
import { chooseFrom } from '../dialogs/choose.ts'
import type { Draft, EntryNote } from '../draft.ts'
import { type EntryCode, type EntryRead, plainCode, readEntry } from '../entry/index.ts'
import type { Ports } from '../ports.ts'
import { words } from '../understanding/index.ts'

/** Open questions that a code may be said beside. In the others (consent, danger, erasing) every word is an answer. */
const BESIDE: ReadonlySet<Pending['kind']> = new Set(['menu', 'topic', 'country', 'language', 'entry', 'feedback'])
/** Open questions that a place may answer. */
const ASKS_PLACE: ReadonlySet<Pending['kind']> = new Set(['country', 'language', 'topic'])

/** The code of the link or site that the person came by. A page sends it with every message: it counts once. */
export function takeEntryLink(draft: Draft, ports: Ports): Draft {
  return withoutFault(draft, () => linked(draft, ports))
}

/**
 * The code that somebody typed, wherever it stands; the rest of the message goes on as the message. Only facts: commands and danger are
 * looked for after it, in what else was said.
 */
export function takeEntryCode(draft: Draft, ports: Ports): Draft {
  return withoutFault(draft, () => typed(draft, ports))
}

/** A fault with codes must not stand between a person in danger and the answer: it is counted, and the message goes on. */
function withoutFault(draft: Draft, work: () => Draft): Draft {
  try {
    return work()
  } catch {
    return { ...draft, events: [...draft.events, { kind: 'entry', details: { outcome: 'failed', code: '' } }] }
  }
}

function linked(draft: Draft, ports: Ports): Draft {
  const code = plainCode(draft.turn.message.entryCode ?? '').slice(0, 12)
  const book = ports.entryBook?.()
  if (code === '' || !book || draft.state.entrySeen === code || draft.turn.optedOut) return draft
  const seen = { ...draft, state: { ...draft.state, entrySeen: code } }
  const read = readEntry(code, book, { isFirst: true, isOpenQuestion: false })
  return read === undefined || read.kind === 'unsure' ? noted(seen, 'unknown', { kind: 'none' }) : take(seen, read)
}

function typed(draft: Draft, ports: Ports): Draft {
  const { state, text, turn } = draft
  const { pending } = state
  const book = ports.entryBook?.()
  if (!book || text === '' || turn.status === 'caseworker' || turn.optedOut || turn.message.keywordAnswered) return draft
  if (pending && !BESIDE.has(pending.kind)) return draft
  const commandIn = (said: string) => ports.safety.matchCommand(said, { hasPending: pending !== undefined, lang: state.language })
  const command = commandIn(text)
  const choice = pending && chooseFrom(pending.choices, { text, choiceId: turn.message.choiceId, command })
  if (pending?.kind === 'entry' && choice) return answerMeant(draft, choice.action ?? '', ports)
  if (choice || command || turn.message.choiceId) return draft
  const folded = words(text).join(' ')
  if (state.entry && isForgetting(folded, state.entry.code, book.words)) return forget(draft)
  const read = readEntry(text, book, {
    isFirst: state.turns <= 1,
    isOpenQuestion: pending !== undefined && ASKS_PLACE.has(pending.kind),
    isCommand: (rest) => commandIn(rest) !== undefined,
  })
  return read ? take({ ...draft, text: read.kind === 'unknown' && read.rest !== '' ? text : read.rest }, read) : draft
}

/** "Did you mean HOUSTON?" was asked. */
function answerMeant(draft: Draft, action: string, ports: Ports): Draft {
  const { pending: _pending, ...state } = draft.state
  const found = action.startsWith('yes:') ? ports.entryBook?.().find(action.slice('yes:'.length)) : undefined
  const without = { ...draft, text: '', state }
  if (found?.kind !== 'active') return noted(without, 'unknown', { kind: 'none' })
  return met(without, found.entry, 'corrected')
}

function take(draft: Draft, read: EntryRead): Draft {
  switch (read.kind) {
    case 'active':
      return met(draft, read.entry, read.isCorrected ? 'corrected' : 'met')
    case 'unsure':
      return read.rest === '' ? noted(draft, 'asked', { kind: 'unsure', entries: read.entries }) : noted(draft, 'unknown', { kind: 'none' })
    case 'retired':
      return noted(draft, 'retired', { kind: 'none' }, read.code)
    case 'unknown':
      return noted(draft, 'unknown', { kind: 'none' })
  }
}

/** What the code tells is remembered where the person has not said otherwise. */
function met(draft: Draft, entry: EntryCode, outcome: 'met' | 'corrected'): Draft {
  const before = without(draft.state)
  const given = { country: entry.country, here: entry.here, phase: entry.phase }
  const set = (['country', 'here', 'phase'] as const).filter((key) => before[key] === undefined && given[key] !== undefined)
  const isAgain = draft.state.entry?.code === entry.code
  const state: ConversationState = {
    ...before,
    ...Object.fromEntries(set.map((key) => [key, given[key]])),
    entry: {
      code: entry.code,
      set,
      ...(entry.officeId ? { officeId: entry.officeId } : {}),
      ...(entry.language ? { language: entry.language } : {}),
    },
  }
  const lang = state.language ?? draft.turn.message.langHint ?? entry.language ?? draft.lang
  return noted({ ...draft, state, lang }, isAgain ? 'again' : outcome, { kind: 'met', name: entry.name }, entry.code)
}

function forget(draft: Draft): Draft {
  return noted({ ...draft, state: without(draft.state) }, 'forgotten', { kind: 'forgotten' }, draft.state.entry?.code)
}

/** The memory without the code and what it gave. */
function without(state: ConversationState): ConversationState {
  const { entry, ...rest } = state
  if (!entry) return state
  return { ...rest, ...Object.fromEntries(entry.set.map((key) => [key, undefined])) }
}

/** Codes that nobody made are not kept: what somebody typed is theirs. */
function noted(draft: Draft, outcome: string, entry: EntryNote, code = ''): Draft {
  return { ...draft, entry, events: [...draft.events, { kind: 'entry', details: { outcome, code } }] }
}

const DENYING = new Set(['no', 'not', 'pa', 'pas', 'nao', 'olvide', 'olvida', 'forget', 'bliye', 'oubliez', 'oublie', 'esqueca'])
const FROM_WORDS = 4

/** In so many words, or "no vengo de HOUSTON". */
function isForgetting(folded: string, code: string, known: { isForgetting(folded: string): boolean }): boolean {
  if (known.isForgetting(folded)) return true
  const said = folded.split(' ')
  const at = said.indexOf(code.toLowerCase())
  return at > 0 && at <= FROM_WORDS && said.slice(0, at).some((word) => DENYING.has(word))
}
