import type { PendingChoice } from '../conversation/state.ts'
import { type Draft, decide, say, type Utterance } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { emptyPreparation, nextField, PROFILE_FIELDS, type Preparation, type ProfileField } from './profile.ts'

/** What is kept of the person, or a preparation with nothing in it. */
export function preparationOf({ turn }: Draft): Preparation {
  return turn.preparation ?? emptyPreparation()
}

/** Begins the questions, or goes on where they were left. */
export function goOnPreparing(draft: Draft, ports: Ports): Draft {
  const preparation = preparationOf(draft)
  const isBegun = Object.keys(preparation.answers).length + preparation.skipped.length > 0
  const field = nextField(preparation)
  const first = isBegun ? [] : [say(ports.text(draft.lang, 'prepare.intro', { of: PROFILE_FIELDS.length }), 'question')]
  // Who prepares a return is abroad, whatever was understood before.
  const abroad: Draft = { ...draft, state: { ...draft.state, phase: 'before' } }
  return field ? askField(abroad, ports, { field, preparation, first }) : endOfQuestions(abroad, ports, { preparation, first })
}

interface Asking {
  readonly preparation: Preparation
  readonly first: readonly Utterance[]
}

/** Asks one question of the row; every answer so far is kept with it. */
export function askField(draft: Draft, ports: Ports, { field, preparation, first }: Asking & { readonly field: ProfileField }): Draft {
  const { lang } = draft
  const text = ports.text(lang, 'prepare.question', {
    n: PROFILE_FIELDS.indexOf(field) + 1,
    of: PROFILE_FIELDS.length,
    ask: ports.text(lang, `prepare.ask.${field}`),
  })
  return asked(draft, { about: `ask:${field}`, preparation, say: [...first, question(text, skipChoice(draft, ports))] })
}

/** Asks for one answer anew, showing the one that stands. */
export function askAnew(draft: Draft, ports: Ports, field: ProfileField): Draft {
  const { lang } = draft
  const preparation = preparationOf(draft)
  const now = preparation.answers[field]
  const ask = ports.text(lang, `prepare.ask.${field}`)
  const text = [ask, ...(now ? [ports.text(lang, 'prepare.now', { now })] : []), ports.text(lang, 'prepare.empty_it')].join(' ')
  return asked(draft, { about: `fix:${field}`, preparation, say: [question(text, skipChoice(draft, ports))] })
}

/** No question is left: whether they may be counted is asked once, then what can be done with it is told. */
export function endOfQuestions(draft: Draft, ports: Ports, { preparation, first }: Asking): Draft {
  const { lang, state } = draft
  const mayAsk = preparation.mayCount === undefined && !state.preparing?.isCounted && Object.keys(preparation.answers).length > 0
  if (!mayAsk)
    return decide(
      draft,
      { route: 'command', say: [...first, say(ports.text(lang, 'prepare.done'))], effects: { preparation: { save: preparation } } },
      { pending: undefined },
    )
  const choices = yesOrNo(draft, ports)
  return asked(draft, { about: 'count', preparation, say: [...first, question(ports.text(lang, 'prepare.count_ask'), choices)] })
}

/** Asks before the profile is deleted. */
export function askDelete(draft: Draft, ports: Ports): Draft {
  if (!draft.turn.preparation) return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'prepare.profile_empty'))] })
  const choices = yesOrNo(draft, ports)
  const line = question(ports.text(draft.lang, 'prepare.delete_ask'), choices)
  return asked(draft, { about: 'delete', preparation: draft.turn.preparation, say: [line] })
}

interface Asked {
  readonly about: string
  readonly preparation: Preparation
  readonly say: readonly Utterance[]
}

function asked(draft: Draft, { about, preparation, say: said }: Asked): Draft {
  const last = said.at(-1)
  const choices = last?.type === 'text' ? ((last.choices ?? []) as PendingChoice[]) : []
  return decide(
    draft,
    { route: 'command', say: said, effects: { preparation: { save: preparation } } },
    { pending: { kind: 'preparation', choices, about }, consent: undefined },
  )
}

/** Answered in words: a number stays free for what the person tells. */
function question(text: string, choices: readonly PendingChoice[]): Utterance {
  return { type: 'text', text, kind: 'question', choices, choicesAre: 'words' }
}

function skipChoice({ lang }: Draft, ports: Ports): PendingChoice[] {
  return [{ id: 'prepare:skip', title: ports.text(lang, 'prepare.skip'), action: 'skip' }]
}

function yesOrNo({ lang }: Draft, ports: Ports): PendingChoice[] {
  return [
    { id: 'prepare:yes', title: ports.text(lang, 'prepare.yes'), action: 'yes' },
    { id: 'prepare:no', title: ports.text(lang, 'person.no'), action: 'no' },
  ]
}
