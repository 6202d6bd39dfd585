import type { PendingChoice } from '../conversation/state.ts'
import { type Draft, decide, say, type Utterance } from '../draft.ts'
import { FOLLOW_UP_TEXT_VERSION, type FollowUpWord } from '../follow-up.ts'
import type { Reply } from '../message.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'
import { chooseFrom } from './choose.ts'
import { officeOf } from './person.ts'
import { holdsPhrase, saysPhrase } from './said.ts'

const MAX_WORDS_CHARS = 200

/** "No me pregunten" ends it at once; "seguimiento" asks for it. Anything else goes on. */
export function mindFollowUpWords(draft: Draft, ports: Ports): Draft {
  const view = draft.turn.followUp
  if (!view) return draft
  if (saysPhrase('follow_up.words.end', draft.text, ports)) return wordOnIt(draft, ports, { answer: 'end', offer: undefined, key: 'ended' })
  if (draft.turn.status !== 'bot' || !saysPhrase('follow_up.words.ask', draft.text, ports)) return draft
  if (view.isAgreed)
    return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'follow_up.known'))] }, { pending: undefined })
  const offered = view.offer ? undefined : offerOf(draft, ports)
  if (!offered) return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'follow_up.none'))] }, { pending: undefined })
  return decide(draft, { route: 'command', say: [offered.line] }, { pending: offered.pending })
}

/** The person's word on an offer: yes and no by button, number or words; unclear is a message like any other, and nobody asks again. */
export function answerOffer(draft: Draft, ports: Ports, command: CommandMatch | undefined): Draft {
  const { pending } = draft.state
  const view = draft.turn.followUp
  const isOurs = pending?.kind === 'follow-up'
  if (!view || view.isAgreed || (pending && !isOurs) || !(isOurs || view.offer)) return draft
  const choices = choicesFor(draft, ports)
  const choice = chooseFrom(choices, { text: draft.text, choiceId: draft.turn.message.choiceId, command })
  const without: Draft = isOurs ? { ...draft, state: { ...draft.state, pending: undefined } } : draft
  if (!choice) return without
  const officeId = isOurs && pending.about !== '' ? pending.about : undefined
  const offer = officeId ? { officeId } : view.offer
  if (!offer) return without
  const answer = choice.action === 'yes' ? ('yes' as const) : ('no' as const)
  const months = 'officeId' in offer ? (officeOf(draft, ports, undefined)?.followUpMonths ?? []) : offer.months
  return wordOnIt(without, ports, {
    answer,
    offer: 'officeId' in offer ? offer : { id: offer.id },
    key: answer === 'yes' ? 'agreed' : 'refused',
    months: months.join(', '),
  })
}

/** Remembers that somebody told that they are back: the offer is made once an answer has been given. */
export function noteReturn(draft: Draft, ports: Ports): Draft {
  if (!draft.turn.followUp?.mayOffer) return draft
  const { here, country } = draft.state
  // Back once and abroad again, or sent to a country that is not theirs.
  const isElsewhere = here !== undefined && country !== undefined && here !== country
  const isBack = !isElsewhere && (holdsPhrase('follow_up.words.returned', draft.text, ports) || tellsOfHome(draft))
  return isBack ? { ...draft, state: { ...draft.state, saidReturned: true } } : draft
}

/** "Ya estoy en Honduras": in their own country, after a return. */
function tellsOfHome({ reading, state }: Draft): boolean {
  const isAfter = reading?.phase === 'arrival' || reading?.phase === 'after'
  return isAfter && reading?.here != null && reading.here === state.country
}

/** The replies of an answered turn with the offer behind them, for somebody who told that they are back; undefined where it is not made. */
export function withFollowUpOffer(
  replies: readonly Reply[],
  draft: Draft,
  ports: Ports,
): { readonly line: Utterance; readonly pending: NonNullable<Draft['state']['pending']> } | undefined {
  const { decision, state, turn } = draft
  // Not yet under the first answer: whoever has just been sent back has other things on their mind.
  if (!turn.followUp?.mayOffer || !turn.state.saidReturned || turn.status !== 'bot' || replies.length === 0) return undefined
  // What an answer keeps in mind of its topic was not shown: it is no question that waits.
  const isAsking = state.pending !== undefined && state.pending.kind !== 'topic'
  const isQuiet = state.crisis || state.discreet || isAsking || state.profiles.includes('unaccompanied-child')
  const hasQuestion = decision?.say.some((line) => line.type === 'text' && line.choices)
  if (decision?.route !== 'answer' || isQuiet || hasQuestion) return undefined
  return offerOf(draft, ports)
}

function offerOf(draft: Draft, ports: Ports): { line: Utterance; pending: NonNullable<Draft['state']['pending']> } | undefined {
  if (draft.state.profiles.includes('unaccompanied-child')) return undefined
  const office = officeOf(draft, ports, undefined)
  const months = office?.followUpMonths ?? []
  if (!office || months.length === 0) return undefined
  const text = ports.text(draft.lang, 'follow_up.offer', { office: office.name, months: months.join(', ') })
  return { line: say(text, 'question'), pending: { kind: 'follow-up', choices: choicesFor(draft, ports), about: office.id } }
}

function choicesFor({ lang }: Draft, ports: Ports): PendingChoice[] {
  return [
    { id: 'follow-up:yes', title: ports.text(lang, 'person.yes'), action: 'yes' },
    { id: 'follow-up:no', title: ports.text(lang, 'person.no'), action: 'no' },
  ]
}

function wordOnIt(
  draft: Draft,
  ports: Ports,
  word: { answer: FollowUpWord['answer']; offer: FollowUpWord['offer']; key: string; months?: string },
): Draft {
  const text = ports.text(draft.lang, `follow_up.${word.key}`, { months: word.months ?? '' })
  const followUp: FollowUpWord = {
    answer: word.answer,
    offer: word.offer,
    textVersion: FOLLOW_UP_TEXT_VERSION,
    words: draft.text.slice(0, MAX_WORDS_CHARS),
  }
  return decide(
    draft,
    {
      route: 'command',
      say: [say(text, 'confirmation')],
      effects: { followUp },
      events: [{ kind: `follow-up-${word.answer}`, details: { version: FOLLOW_UP_TEXT_VERSION } }],
    },
    { pending: undefined, saidReturned: false },
  )
}
