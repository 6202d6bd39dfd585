import type { Pending } from '../conversation/state.ts'
import { chooseFrom } from '../dialogs/choose.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'
import { askField, endOfQuestions, preparationOf } from './ask.ts'
import { askOfItem, tick } from './checklist.ts'
import { countOf } from './count.ts'
import { nextField, PROFILE_FIELDS, type Preparation, type ProfileField, profileLine, withAnswer } from './profile.ts'
import { beginsAsQuestion, hasNeed, isOwnWord, numbersHad, saysWord } from './words.ts'

/** What is told in a few words: a need in it is a matter of its own. */
const SHORT: ReadonlySet<ProfileField> = new Set(['when', 'where', 'with'])
/** Where a number alone tells something: a month, how many, an age. */
const NUMBERS: ReadonlySet<ProfileField> = new Set(['when', 'with', 'school', 'about'])

interface Answer {
  readonly pending: Pending
  readonly command: CommandMatch | undefined
}

/**
 * The answer to a question about the return. A question of the person's own, an order or a courtesy is none: it is met as any other
 * message, and the preparation waits.
 */
export function answerPreparation(draft: Draft, ports: Ports, answer: Answer): Draft {
  const [mode = '', name, again] = answer.pending.about.split(':')
  const field = PROFILE_FIELDS.find((one) => one === name)
  if (mode === 'list') return answerList(draft, ports, answer.command)
  if (!field) return mode === 'delete' ? answerDelete(draft, ports, answer) : answerCount(draft, ports, answer)
  const { choiceId } = draft.turn.message
  const { command } = answer
  const asked = ownWords(draft, field)
  const isSkip = choiceId === 'prepare:skip' || saysWord('skip', draft.text, ports)
  if (isSkip) return take(asked, ports, { mode, field, text: '' })
  if (choiceId !== undefined) return waits(draft)
  if (saysWord('later', draft.text, ports))
    return decide(
      asked,
      {
        route: 'command',
        say: [say(ports.text(asked.lang, 'prepare.later'), 'confirmation')],
        effects: { preparation: { save: preparationOf(draft) } },
      },
      { pending: undefined },
    )
  if (command?.command === 'back' && mode === 'ask') return askBefore(asked, ports, field)
  const isWord = command?.command === 'yes' || command?.command === 'no' || command?.command === 'number'
  if (command && !isWord) return waits(draft)
  if (saysWord('courtesy', draft.text, ports) || isOwnMatter(draft, ports, { field, isAgain: again !== undefined })) return waits(draft)
  if (command?.command === 'number' && /^\D*\d{1,2}\D*$/.test(draft.text) && !NUMBERS.has(field))
    return askField(asked, ports, { field, preparation: preparationOf(draft), first: [say(ports.text(asked.lang, 'prepare.in_words'))] })
  return take(asked, ports, { mode, field, text: draft.text })
}

/** A question, or a need of its own among what is told in a few words. */
function isOwnMatter({ text }: Draft, ports: Ports, { field, isAgain }: { field: ProfileField; isAgain: boolean }): boolean {
  if (/[?¿？]/.test(text)) return true
  if (field === 'worries') return false
  if (beginsAsQuestion(text, ports) && !isOwnWord(field, text, ports)) return true
  // Right after a question of the person's own, a need is more likely the next one than an answer.
  return (isAgain || SHORT.has(field)) && hasNeed(text, ports)
}

/** An answer changes no language, phase or place; only where one returns to tells the country. */
function ownWords(draft: Draft, field: ProfileField): Draft {
  const before = draft.turn.state
  const lang = before.language ?? draft.lang
  const country = field === 'where' ? draft.state.country : before.country
  const { reading: _reading, ...rest } = draft
  return {
    ...rest,
    lang,
    events: draft.events.filter((event) => event.kind !== 'language-changed'),
    state: { ...draft.state, language: lang, country, phase: 'before', here: before.here },
  }
}

function take(draft: Draft, ports: Ports, { mode, field, text }: { mode: string; field: ProfileField; text: string }): Draft {
  const { lang } = draft
  const preparation = withAnswer(preparationOf(draft), field, text)
  const kept = preparation.answers[field]
  if (mode === 'fix') {
    const line = kept ? profileLine(field, kept, lang, ports) : ports.text(lang, 'prepare.emptied')
    return decide(
      draft,
      {
        route: 'command',
        say: [say([ports.text(lang, 'prepare.changed'), line, ports.text(lang, 'prepare.profile_see')].join(' '), 'confirmation')],
        effects: { preparation: { save: preparation } },
      },
      { pending: undefined },
    )
  }
  const first = [say(kept ? ports.text(lang, 'prepare.noted') : ports.text(lang, 'prepare.skipped'))]
  const next = nextField(preparation)
  return next ? askField(draft, ports, { field: next, preparation, first }) : endOfQuestions(draft, ports, { preparation, first })
}

/** "Atrás": the question before, whose answer may be given anew. */
function askBefore(draft: Draft, ports: Ports, field: ProfileField): Draft {
  const before = PROFILE_FIELDS[Math.max(0, PROFILE_FIELDS.indexOf(field) - 1)] ?? field
  return askField(draft, ports, { field: before, preparation: preparationOf(draft), first: [] })
}

function answerCount(draft: Draft, ports: Ports, { pending, command }: Answer): Draft {
  const choice = chosen(draft, pending, command)
  if (!choice) return tellsMore(draft, ports, command) ? addWorry(draft, ports) : waits(draft)
  const preparation: Preparation = { ...preparationOf(draft), mayCount: choice === 'yes' }
  const count = choice === 'yes' ? { count: countOf(draft, ports, preparation) } : {}
  return decide(
    draft,
    {
      route: 'command',
      say: [say(ports.text(draft.lang, 'prepare.done'))],
      effects: { preparation: { save: preparation, ...count } },
    },
    { pending: undefined, ...(choice === 'yes' ? { preparing: { ...draft.state.preparing, isCounted: true } } : {}) },
  )
}

const FEWEST_WORDS = 3

/** Worries come in pieces: what follows the last answer is more of it, unless it is a matter of its own. */
function tellsMore(draft: Draft, ports: Ports, command: CommandMatch | undefined): boolean {
  const isLong = draft.text.split(/\s+/).length >= FEWEST_WORDS
  const isPressed = draft.turn.message.choiceId !== undefined
  return isLong && !isPressed && !command && preparationOf(draft).answers.worries !== undefined && !isOwnMatter(draft, ports, LAST)
}

const LAST = { field: 'worries', isAgain: true } as const

function addWorry(draft: Draft, ports: Ports): Draft {
  const asked = ownWords(draft, LAST.field)
  const before = preparationOf(draft)
  const preparation = withAnswer(before, LAST.field, `${before.answers.worries}; ${draft.text}`)
  return endOfQuestions(asked, ports, { preparation, first: [say(ports.text(asked.lang, 'prepare.noted'))] })
}

/** The list was just shown: a number alone is asked about, "I have 3" ticks off; the rest is a message like any other. */
function answerList(draft: Draft, ports: Ports, command: CommandMatch | undefined): Draft {
  const numbers = numbersHad(draft.text, ports)
  if (numbers) return tick(draft, ports, { numbers, isDone: true })
  if (command?.command === 'number') return askOfItem(draft, ports, command.number ?? 0)
  return { ...draft, state: { ...draft.state, pending: undefined } }
}

function answerDelete(draft: Draft, ports: Ports, { pending, command }: Answer): Draft {
  const choice = chosen(draft, pending, command)
  if (!choice) return waits(draft)
  const t = (key: string) => ports.text(draft.lang, key)
  if (choice === 'no') return decide(draft, { route: 'command', say: [say(t('prepare.kept'), 'confirmation')] }, { pending: undefined })
  const sent = draft.turn.case?.hasConsent ? [t('prepare.deleted_sent')] : []
  return decide(
    draft,
    {
      route: 'command',
      say: [say([t('prepare.deleted'), ...sent].join(' '), 'confirmation')],
      effects: { preparation: { save: null } },
    },
    { pending: undefined },
  )
}

function chosen(draft: Draft, pending: Pending, command: CommandMatch | undefined): 'yes' | 'no' | undefined {
  const { choiceId } = draft.turn.message
  // A number was of another list, and a button of an earlier question is no answer to this one.
  if (command?.command === 'number' || (choiceId !== undefined && !pending.choices.some(({ id }) => id === choiceId))) return undefined
  const action = chooseFrom(pending.choices, { text: draft.text, choiceId, command })?.action
  return action === 'yes' || action === 'no' ? action : undefined
}

/** The message is met as any other; the answer to it says that the preparation is kept. */
function waits(draft: Draft, pending = draft.state.pending): Draft {
  return { ...draft, ...(pending ? { preparationWaits: pending } : {}), state: { ...draft.state, pending: undefined } }
}
