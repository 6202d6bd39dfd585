import type { Pending, PendingChoice } from '../conversation/state.ts'
import { answerCallNumber } from '../dialogs/call-back.ts'
import { chooseFrom } from '../dialogs/choose.ts'
import { forgotten } from '../dialogs/commands.ts'
import { answerConsent, answerGuardian } from '../dialogs/consent.ts'
import { answerPlace } from '../dialogs/consulate.ts'
import { takeWhy } from '../dialogs/feedback.ts'
import { groupChoices, menuChoices } from '../dialogs/menu.ts'
import { answerNews } from '../dialogs/news.ts'
import { acceptUrgent, askConsent } from '../dialogs/person.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { answerPreparation } from '../preparation/answer.ts'
import { goOnPreparing } from '../preparation/ask.ts'
import { asksForTheOther, type Reading, words } from '../understanding/index.ts'
import { LANGUAGES } from '../vocabulary.ts'

/** "No", "non", "não": "no sé" after danger is no refusal. */
const NO_CHARS = 4
/** A topic read this surely is the choice that has it. */
const MEANT = 0.5
const CERTAIN = 0.97

/** A question of ours is open: the message is its answer when it picks a choice, by button, number or words; otherwise it is a new message. */
export function continueDialog(draft: Draft, ports: Ports): Draft {
  const { pending } = draft.state
  if (!pending) return draft
  const command = ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang })
  if (pending.kind === 'consent') return answerConsent(draft, ports, { pending, command })
  if (pending.kind === 'guardian') return answerGuardian(draft, ports, { pending, command })
  if (pending.kind === 'consulate-place') return answerPlace(draft, ports)
  if (pending.kind === 'preparation') return answerPreparation(draft, ports, { pending, command })
  if (pending.kind === 'call-number') return answerCallNumber(draft, ports, command)
  const other = asksForTheOther(draft.text) ? pending.choices.find(({ card }) => card) : undefined
  if (other) return takeNext(other, pending, draft, ports)
  const choice = chooseFrom(pending.choices, { text: draft.text, choiceId: draft.turn.message.choiceId, command })
  const without: Draft = { ...draft, state: { ...draft.state, pending: undefined } }
  if (choice) return take(choice, pending, without, ports)
  const meant = readAsChoice(pending, without)
  if (meant) return meant
  if (isWithoutAnswer(draft.text, ports)) {
    const helped = helpToChoose(pending, without, ports)
    if (helped) return helped
  }
  if (command?.command === 'number') return again(draft, pending, ports)
  if (pending.kind === 'crisis-offer') return afterCrisis(draft, ports, command?.command === 'no' && command.word.trim().length <= NO_CHARS)
  if (pending.kind === 'erase') return unclearConsent(draft, pending, ports, command?.command)
  return without
}

/** "Donde duermo hoy" to a list with "where to sleep" on it: said in other words, it is that choice, and no longer a vague message. */
function readAsChoice(pending: Pending, draft: Draft): Draft | undefined {
  const { reading } = draft
  const [best] = reading?.topics ?? []
  const isOffered = best !== undefined && best.p >= MEANT && pending.choices.some(({ topic }) => topic === best.topic)
  if (!reading || !isOffered || pending.kind !== 'topic') return undefined
  const topics = [{ ...best, p: CERTAIN }, ...reading.topics.slice(1)]
  return { ...draft, reading: { ...reading, topics, routes: [{ route: 'answer', p: CERTAIN }] } }
}

/** "No sé", "m pa konnen": said to a question of ours, it is an answer and no matter. */
function isWithoutAnswer(text: string, ports: Ports): boolean {
  const said = words(text).join(' ')
  return (
    said !== '' &&
    LANGUAGES.some((lang) =>
      ports
        .text(lang, 'ask.words_unknown')
        .split('|')
        .some((one) => words(one).join(' ') === said),
    )
  )
}

/** Without a country: what holds everywhere. Without a topic: the menu, and a person. */
function helpToChoose(pending: Pending, draft: Draft, ports: Ports): Draft | undefined {
  const { lang } = draft
  if (pending.kind === 'country' && pending.about !== '')
    return { ...draft, text: pending.about, reading: reread(draft, pending, ports, { id: 'unknown', title: '' }) }
  if (pending.kind !== 'topic' && pending.kind !== 'menu' && pending.kind !== 'country') return undefined
  const choices = menuChoices(lang, ports)
  const lines = [say(ports.text(lang, 'ask.no_hurry')), say(ports.text(lang, 'menu.title'), 'question', choices)]
  // The menu is help, not a second question on the same need.
  return decide(draft, { route: 'command', say: lines }, { pending: { kind: 'menu', choices, about: '' } })
}

/** "La otra", "lòt la": the next card of what was offered beside an answer; the others stay open. */
function takeNext(choice: PendingChoice, pending: Pending, draft: Draft, ports: Ports): Draft {
  const choices = pending.choices.filter(({ id }) => id !== choice.id)
  return take(
    choice,
    pending,
    { ...draft, state: { ...draft.state, pending: choices.length > 0 ? { ...pending, choices } : undefined } },
    ports,
  )
}

function take(choice: PendingChoice, pending: Pending, draft: Draft, ports: Ports): Draft {
  const action = choice.action ?? ''
  if (pending.kind === 'country' && choice.country)
    return {
      ...draft,
      text: pending.about || draft.text,
      state: { ...draft.state, country: choice.country },
      reading: reread(draft, pending, ports, choice),
    }
  if (choice.card) return tellCard(choice.card, draft, ports)
  if (choice.topic) return { ...draft, text: pending.about || choice.title, reading: reread(draft, pending, ports, choice) }
  if (action.startsWith('menu:')) {
    const choices = groupChoices(action.slice('menu:'.length), draft.lang, ports)
    return decide(
      draft,
      { route: 'command', say: [say(ports.text(draft.lang, 'ask.topic'), 'question', choices)] },
      { pending: { kind: 'topic', choices, about: '' } },
    )
  }
  if (action.startsWith('lang:')) {
    const lang = LANGUAGES.find((l) => `lang:${l}` === action) ?? draft.lang
    return decide(
      { ...draft, lang },
      { route: 'command', say: [say(ports.text(lang, 'language.changed'), 'confirmation')] },
      { language: lang },
    )
  }
  if (action.startsWith('why:')) return takeWhy(action, draft, ports)
  if (action === 'prepare') return goOnPreparing(draft, ports)
  if (pending.kind === 'news') return answerNews(draft, ports, action === 'yes:news')
  if (action === 'person') return askConsent(draft, ports, { reason: 'menu', priority: 'normal' })
  if (action.startsWith('yes:')) return acceptUrgent(draft, ports)
  if (pending.kind === 'erase') {
    const isYes = action === 'yes'
    const text = ports.text(draft.lang, isYes ? 'command.erase_done' : 'command.erase_kept')
    return decide(
      draft,
      { route: 'command', say: [say(text, 'confirmation')], ...(isYes ? { effects: { erase: true } } : {}) },
      isYes ? forgotten(draft.lang) : {},
    )
  }
  if (action === 'no')
    return decide(draft, { route: 'handoff', say: [say(ports.text(draft.lang, 'person.refused'))], topics: ['talk-to-person'] })
  return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'input.write'), 'question')] })
}

/** A card that was offered by its title. */
function tellCard(id: string, draft: Draft, ports: Ports): Draft {
  const view = ports.card(id, draft.lang)
  if (!view || view.freshness === 'expired') return draft
  return decide(
    draft,
    {
      route: 'answer',
      say: [{ type: 'cards', cards: [view] }],
      topics: [view.topic],
      answers: [{ card: view.id, topic: view.topic, country: view.country, score: 1 }],
    },
    { lastTopics: [view.topic], lastCards: [view.id] },
  )
}

/** The first question with what the choice added: topic or country are now certain. */
function reread(draft: Draft, pending: Pending, ports: Ports, choice: PendingChoice): Reading {
  const quick =
    draft.reading ?? ports.readQuick({ text: pending.about || choice.title, memory: { profiles: [], topics: [] }, previous: [] })
  const topics = choice.topic ? [{ topic: choice.topic, p: 0.97 }] : draft.state.lastTopics.map((topic, i) => ({ topic, p: 0.9 / (i + 1) }))
  return {
    ...quick,
    topics: topics.length > 0 ? topics : quick.topics,
    country: choice.country ?? draft.state.country ?? quick.country,
    routes: [{ route: 'answer', p: 0.97 }],
    needs: [],
  }
}

function again(draft: Draft, pending: Pending, ports: Ports): Draft {
  return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'ask.again'), 'question', pending.choices)] }, { pending })
}

/** Unclear is asked once more, then taken as no. */
function unclearConsent(draft: Draft, pending: Pending, ports: Ports, command: string | undefined): Draft {
  const wantsOther = draft.reading?.routes[0]?.route === 'answer' && draft.text.length > 12
  if (wantsOther || command) return { ...draft, state: { ...draft.state, pending: undefined } }
  if (pending.about.startsWith('again:'))
    return decide(
      draft,
      { route: 'handoff', say: [say(ports.text(draft.lang, 'person.refused'))], topics: ['talk-to-person'] },
      { pending: undefined },
    )
  return decide(
    draft,
    { route: 'handoff', say: [say(ports.text(draft.lang, 'person.unclear'), 'question', pending.choices)], topics: ['talk-to-person'] },
    { pending: { ...pending, about: `again:${pending.about}` } },
  )
}

/** After a crisis text: the offer is repeated once; an ordinary question is answered as one. */
function afterCrisis(draft: Draft, ports: Ports, isNo: boolean): Draft {
  const crisis = draft.state.crisis ?? { kind: 'violence', offers: 1 }
  const route = draft.reading?.routes[0]?.route
  if (isNo)
    return decide(
      draft,
      { route: 'crisis', say: [say(ports.text(draft.lang, 'person.refused'))], topics: ['crisis-line'] },
      { pending: undefined },
    )
  if (route === 'answer' || crisis.offers >= 2) return { ...draft, state: { ...draft.state, pending: undefined } }
  const text = ports.text(draft.lang, 'unknown.person')
  return decide(
    draft,
    { route: 'crisis', say: [say(text, 'crisis')], topics: ['crisis-line'] },
    { crisis: { ...crisis, offers: crisis.offers + 1 } },
  )
}
