import { runCommand } from '../dialogs/commands.ts'
import { type Draft, decide } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'

/** Commands that must work whatever question of ours is open. */
const ALWAYS = new Set([
  'stop',
  'start',
  'help',
  'menu',
  'language',
  'erase',
  'my-data',
  'person',
  'call-me',
  'discreet',
  'revoke',
  'case-status',
])
/** While a caseworker answers, only what is a right of the person: everything else is for the caseworker. */
const WITH_CASEWORKER = new Set(['stop', 'start', 'help', 'erase', 'my-data', 'revoke', 'case-status'])

/**
 * Keywords before anything else. After STOP only START brings an answer; a keyword that the provider has answered
 * already (Twilio OptOutType) is recorded and not doubled.
 */
export function honourCommands(draft: Draft, ports: Ports): Draft {
  const { turn, state } = draft
  const answered = turn.message.keywordAnswered
  if (answered) {
    const set = answered === 'stop' ? 'out' : answered === 'start' ? 'in' : undefined
    return decide(draft, {
      route: 'command',
      say: [],
      silence: 'provider-answered',
      ...(set ? { effects: { optOut: { set, word: answered } } } : {}),
    })
  }
  const match = nextPage(draft) ?? ports.safety.matchCommand(draft.text, { hasPending: state.pending !== undefined, lang: state.language })
  if (turn.optedOut && match?.command !== 'start') return silentAfterStop(draft, match)
  if (!match) return draft
  // A page of ours (who read the case, who sees it) is turned to its end.
  const isPage = match.command === 'more' && state.rest.length > 0
  if (turn.status === 'caseworker' && !isPage && !WITH_CASEWORKER.has(match.command)) return draft
  const isFree = state.pending === undefined && (match.command === 'more' || match.command === 'back')
  return ALWAYS.has(match.command) || isFree || match.command === 'more'
    ? runCommand(match, withLanguage(draft, match, ports), ports)
    : draft
}

/** Somebody who said STOP and writes on: kept, answered with nothing. The law allows one confirmation, and that went out. */
function silentAfterStop(draft: Draft, match: CommandMatch | undefined): Draft {
  return decide(draft, { route: match ? 'command' : 'out', say: [], silence: 'opted-out' })
}

/**
 * Somebody we do not know yet: the word tells the language, else how it reads. A known language stays for a single word
 * (HELP and MENU are written in all); several words are answered in theirs.
 */
function withLanguage(draft: Draft, match: CommandMatch, ports: Ports): Draft {
  if (draft.state.language) return match.lang && match.word.includes(' ') ? { ...draft, lang: match.lang } : draft
  const read = match.lang ?? ports.readQuick({ text: draft.text, memory: { profiles: [], topics: [] }, previous: [] }).language.lang
  return read === 'other' ? draft : { ...draft, lang: read, state: { ...draft.state, language: read } }
}

/** On a phone with keys, 0 turns the page of a menu, and from its last page leads back to the first menu. */
function nextPage({ text, state, turn }: Draft): CommandMatch | undefined {
  if (!turn.capabilities.costsPerSegment || !/^0{1,2}#?$/.test(text)) return undefined
  return { command: state.rest.length > 0 ? 'more' : 'menu', word: text }
}
