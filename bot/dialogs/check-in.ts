import type { Pending, PendingChoice } from '../conversation/state.ts'
import { type Draft, decide, say, type Utterance } from '../draft.ts'
import { CHECK_IN_ANSWERS, type CheckInAnswer, type CheckInQuestion, type CheckInWord, type FollowUpView } from '../follow-up.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'
import type { Lang } from '../vocabulary.ts'
import { chooseFrom } from './choose.ts'
import { askConsent } from './person.ts'
import { deniesPhrase, holdsPhrase, saysPhrase } from './said.ts'

type Asked = NonNullable<FollowUpView['asked']>

/** What is kept of an answer in words. */
const MAX_WORDS_CHARS = 500
/** A longer message that names none of the answers is a matter of its own. */
const ANSWER_CHARS = 40
/** A long message may tell how somebody is and what they need: only short ones are read for a word in their middle. */
const TOLD_CHARS = 80

/**
 * The answer to the open question of a check-in: by button, number or words. Whoever asks something else is answered that; the question
 * stays open. Danger has been met before.
 */
export function answerCheckIn(draft: Draft, ports: Ports, command: CommandMatch | undefined): Draft {
  const { pending } = draft.state
  const asked = draft.turn.followUp?.asked
  if (pending && pending.kind !== 'check-in') return asked ? beside(draft, ports, asked) : draft
  const without: Draft = pending ? { ...draft, state: { ...draft.state, pending: undefined } } : draft
  if (!asked) return without
  const choices = checkInChoices(asked, draft.lang, ports)
  const picked = chooseFrom(choices, { text: draft.text, choiceId: draft.turn.message.choiceId, command })?.action
  const answer = CHECK_IN_ANSWERS[asked.question].find((one) => one === picked) ?? toldAnswer(asked.question, draft.text, ports)
  if (answer) return take(without, ports, { asked, answer })
  const isOther = command !== undefined && command.command !== 'number'
  // Asked once more for something unclear, and only while it is the question on the screen.
  if (!pending || pending.about === 'again' || isOther || draft.text.length > ANSWER_CHARS) return without
  if (draft.reading?.routes[0]?.route === 'answer') return without
  const again = ask(asked, draft.lang, ports)
  return decide(draft, { route: 'command', say: [again.line] }, { pending: { ...again.pending, about: 'again' } })
}

/** What may stand open beside a check-in: choices that an ordinary answer offered. How somebody is answers none of them. */
const OFFERS: ReadonlySet<Pending['kind']> = new Set(['topic', 'menu', 'feedback', 'country', 'preparation', 'news'])

/** Something else was asked in between: only words that tell how somebody is are taken; a number or a yes is for the newer question. */
function beside(draft: Draft, ports: Ports, asked: Asked): Draft {
  const { pending } = draft.state
  if (asked.question !== 'how' || !pending || !OFFERS.has(pending.kind)) return draft
  const answer = draft.turn.message.choiceId === undefined ? toldAnswer('how', draft.text, ports) : undefined
  return answer ? take({ ...draft, state: { ...draft.state, pending: undefined } }, ports, { asked, answer }) : draft
}

/** The choices of a question, numbered in this order. */
export function checkInChoices(
  asked: { readonly id: string; readonly question: CheckInQuestion },
  lang: Lang,
  ports: Pick<Ports, 'text'>,
): PendingChoice[] {
  return CHECK_IN_ANSWERS[asked.question].map((answer) => ({
    // Named by check-in: a button of an earlier one, still on the screen, answers nothing else.
    id: `check-in:${asked.id}:${asked.question}:${answer}`,
    title: ports.text(lang, `follow_up.${answer.replace('-', '_')}`),
    action: answer,
  }))
}

function take(draft: Draft, ports: Ports, { asked, answer }: { asked: Asked; answer: CheckInAnswer }): Draft {
  const { lang } = draft
  const next = nextQuestion(asked)
  const word: CheckInWord = { id: asked.id, question: asked.question, answer, words: draft.text.slice(0, MAX_WORDS_CHARS), next }
  const event = { kind: 'check-in-answered', details: { question: asked.question, answer } }
  if (next) {
    const { line, pending } = ask({ ...asked, question: next }, lang, ports)
    const first = answer === 'bad' && asked.hasCase ? [say(ports.text(lang, 'follow_up.sorry'))] : []
    return decide(draft, { route: 'command', say: [...first, line], effects: { checkIn: word }, events: [event] }, { pending })
  }
  const thanks = say(ports.text(lang, 'follow_up.thanks'), 'confirmation')
  if (answer === 'no')
    return decide(draft, { route: 'command', say: [thanks], effects: { checkIn: word }, events: [event] }, { pending: undefined })
  // The existing road: what would be shared is shown, and nothing happens before the yes.
  const asking = askConsent(draft, ports, { reason: 'check-in', priority: 'normal', preferred: asked.officeId })
  if (!asking.decision) return asking
  const { effects, events } = asking.decision
  return {
    ...asking,
    decision: { ...asking.decision, effects: { ...effects, checkIn: word }, events: [event, ...(events ?? [])] },
  }
}

/** Three at the most: between how somebody is and whether they need a person, the school of the children or the step of the plan. */
function nextQuestion({ question, asksSchool, step }: Asked): CheckInQuestion | undefined {
  if (question === 'person') return undefined
  if (question !== 'how') return 'person'
  return asksSchool ? 'school' : step ? 'step' : 'person'
}

function ask(asked: Asked, lang: Lang, ports: Ports): { line: Utterance; pending: Pending } {
  const choices = checkInChoices(asked, lang, ports)
  const text = ports.text(lang, `follow_up.${asked.question}`, { step: asked.step ?? '' })
  return { line: say(text, 'question', choices), pending: { kind: 'check-in', choices, about: '' } }
}

/** "No estoy bien" is looked at before "bien". */
function toldAnswer(question: CheckInQuestion, text: string, ports: Ports): CheckInAnswer | undefined {
  if (question === 'school') return toldOfSchool(text, ports)
  const keys: readonly CheckInAnswer[] = question === 'how' ? ['bad', 'so-so', 'good'] : ['no', 'yes']
  const key = (answer: CheckInAnswer) => `follow_up.words.${answer.replace('-', '_')}`
  const exact = keys.find((answer) => saysPhrase(key(answer), text, ports))
  if (exact || question !== 'how' || text.length > TOLD_CHARS || text.includes('?')) return exact
  const told = keys.find((answer) => holdsPhrase(key(answer), text, ports))
  // "No tan bien", "not great" and "no estoy mal" are neither the one nor the other.
  return told && deniesPhrase({ key: key(told), by: 'follow_up.words.not' }, text, ports) ? 'so-so' : told
}

/** One who does not go is heard also in the middle ("el mayor va pero la niña todavía no"): all of them go only where that is the whole. */
function toldOfSchool(text: string, ports: Ports): CheckInAnswer | undefined {
  if (text.length > TOLD_CHARS || text.includes('?')) return undefined
  if (holdsPhrase('follow_up.words.too_young', text, ports)) return 'too-young'
  if (holdsPhrase('follow_up.words.school_no', text, ports) || saysPhrase('follow_up.words.no', text, ports)) return 'no'
  const isYes = saysPhrase('follow_up.words.school_yes', text, ports) || saysPhrase('follow_up.words.yes', text, ports)
  return isYes ? 'yes' : undefined
}
