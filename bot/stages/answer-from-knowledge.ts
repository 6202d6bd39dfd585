import type { CardView } from '../card.ts'
import type { PendingChoice } from '../conversation/state.ts'
import { countryChoices, topicChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { CardHit, Ports } from '../ports.ts'
import { COUNTRIES, type Country, type Phase, PROFILES, type Profile, TOPICS, type Topic } from '../vocabulary.ts'

import { routeOf } from './route-of.ts'

/** From here on an answer depends so much on the country that we ask for it. */
const COUNTRY_NEED = 0.5
/** Below this the best topic is no ground for an answer. */
const TOPIC_SURE = 0.12
/** A topic as sure as this needs no question: the country is known or asked for by itself. */
const TOPIC_CERTAIN = 0.95
/** Below this the best topic is a guess, and the next is told with it when it is at least half as likely: one of the two is right more often. */
const TOPIC_GUESSED = 0.36
const HALF_AS_LIKELY = 0.5
/** A choice is offered when it is at least this likely. */
const CHOICE_MIN = 0.04
const MAX_CHOICES = 4
const MAX_RELATED = 3

interface Question {
  readonly topics: readonly { readonly topic: Topic; readonly p: number }[]
  readonly country: Country | null
  readonly prefersClarify: boolean
}

/** Answers from cards when sure; else asks one short question; never two in a row on one need. */
export async function answerFromKnowledge(draft: Draft, ports: Ports): Promise<Draft> {
  const question = questionOf(draft)
  const top = question.topics[0]
  if (!top) return draft
  const mayAsk = draft.state.askedInRow === 0
  if (mayAsk && needsCountry(question, top.topic, ports)) return await askCountry(draft, question, ports)
  if (mayAsk && (question.prefersClarify || top.p < TOPIC_SURE)) return askTopic(draft, question, ports)

  const wanted = needsOf(draft, question)
  const hits = await ports.findCards({
    text: draft.text,
    topics: question.topics,
    country: question.country,
    phase: (draft.reading?.phase as Phase | null | undefined) ?? draft.state.phase ?? null,
    profiles: profilesOf(draft),
    lang: draft.lang,
  })
  const found = wanted.flatMap((topic) => hits.find((hit) => hit.topic === topic) ?? [])
  // Of a guess the card that suits the words, the phase and the person better goes first.
  const chosen = isGuess(question) ? found.toSorted((a, b) => b.score - a.score) : found
  if (chosen.length === 0) return draft
  const topics = question.topics.map((t) => t.topic)
  // Two needs are told the more urgent first; what the message is about stays in its own order.
  const about = isGuess(question)
    ? chosen.map((hit) => hit.topic)
    : topics.filter((topic) => wanted.includes(topic) && hasTopic(chosen, topic))
  return tell(draft, { chosen, hits, topics: [...about, ...topics] }, ports)
}

function questionOf(draft: Draft): Question {
  const { reading, state } = draft
  const topics = (reading?.topics ?? []).flatMap(({ topic, p }) => {
    const known = TOPICS.find((t) => t === topic)
    return known ? [{ topic: known, p }] : []
  })
  const country = COUNTRIES.find((c) => c === reading?.country) ?? state.country ?? null
  return { topics, country, prefersClarify: routeOf(draft) === 'clarify' && !(country !== null && (topics[0]?.p ?? 0) >= TOPIC_CERTAIN) }
}

function needsCountry(question: Question, topic: Topic, ports: Ports): boolean {
  if (question.country !== null || ports.countryNeed(topic) < COUNTRY_NEED) return false
  return question.prefersClarify || !ports.hasGeneralCard(topic)
}

/** Both needs of a message with two, the first more urgent; both topics of a guess; else the best topic. */
function needsOf(draft: Draft, question: Question): Topic[] {
  const needs = (draft.reading?.needs ?? []).flatMap((n) => TOPICS.find((t) => t === n) ?? [])
  const [first, second] = question.topics
  const likely = [first, ...(isGuess(question) ? [second] : [])].flatMap((found) => (found ? [found.topic] : []))
  return [...new Set([...(needs.length > 1 ? needs.slice(0, 2) : []), ...likely])].slice(0, 2)
}

const hasTopic = (hits: readonly CardHit[], topic: Topic): boolean => hits.some((hit) => hit.topic === topic)

function isGuess({ topics: [first, second] }: Question): boolean {
  return first !== undefined && second !== undefined && first.p < TOPIC_GUESSED && second.p >= HALF_AS_LIKELY * first.p
}

function profilesOf({ reading, state }: Draft): Profile[] {
  const said = (reading?.profiles ?? []).flatMap((p) => PROFILES.find((known) => known === p) ?? [])
  return [...new Set([...state.profiles, ...said])]
}

/** Asks for the country; what holds for all of them on the same topic is told at once. */
async function askCountry(draft: Draft, question: Question, ports: Ports): Promise<Draft> {
  const { lang } = draft
  const choices = countryChoices(lang, ports)
  const hits = await ports.findCards({
    text: draft.text,
    topics: question.topics,
    country: null,
    phase: null,
    profiles: profilesOf(draft),
    lang,
  })
  const overview = hits.find((hit) => hit.topic === question.topics[0]?.topic)
  const view = overview && ports.card(overview.card, lang)
  const cards = view && view.freshness !== 'expired' ? [{ type: 'cards' as const, cards: [view] }] : []
  return decide(
    draft,
    {
      route: 'clarify',
      say: [...cards, say(ports.text(lang, 'ask.country'), 'question', choices)],
      topics: question.topics.slice(0, 3).map((t) => t.topic),
    },
    {
      pending: { kind: 'country', choices, about: draft.text },
      lastTopics: question.topics.slice(0, 2).map((t) => t.topic),
      askedInRow: draft.state.askedInRow + 1,
    },
  )
}

function askTopic(draft: Draft, question: Question, ports: Ports): Draft {
  const likely = question.topics.filter(({ p }, i) => i < 2 || (p >= CHOICE_MIN && i < MAX_CHOICES)).map((t) => t.topic)
  const choices: PendingChoice[] = [
    ...topicChoices(likely, draft.lang, ports),
    { id: 'other', title: ports.text(draft.lang, 'ask.other'), action: 'other' },
    // Unsure twice: a person is offered with the choices.
    ...(draft.state.unsureInRow >= 1 ? [{ id: 'menu:person', title: ports.text(draft.lang, 'menu.person'), action: 'person' }] : []),
  ]
  return decide(
    draft,
    {
      route: 'clarify',
      say: [say(ports.text(draft.lang, 'ask.topic'), 'question', choices)],
      topics: likely.slice(0, 3),
      effects: { unanswered: { reason: 'unsure', text: draft.text } },
    },
    {
      pending: { kind: 'topic', choices, about: draft.text },
      // "Y cuánto cuesta" instead of a choice goes on with what was likeliest.
      lastTopics: likely.slice(0, 2),
      askedInRow: draft.state.askedInRow + 1,
      unsureInRow: draft.state.unsureInRow + 1,
    },
  )
}

function tell(
  draft: Draft,
  found: { chosen: readonly CardHit[]; hits: readonly CardHit[]; topics: readonly Topic[] },
  ports: Ports,
): Draft {
  const { lang } = draft
  const views = found.chosen.flatMap((hit) => ports.card(hit.card, lang) ?? [])
  const current = views.filter((view) => view.freshness !== 'expired')
  const expired = views.filter((view) => view.freshness === 'expired')
  const first = found.chosen[0]
  const related = found.hits
    .filter((hit) => hit.topic === first?.topic && !found.chosen.includes(hit))
    .slice(0, MAX_RELATED)
    .flatMap((hit) => ports.card(hit.card, lang) ?? [])
    .map((view) => ({ id: `card:${view.id}`, title: view.title, card: view.id }))
  return decide(
    draft,
    {
      route: 'answer',
      say: [
        ...(current.length > 0 ? [{ type: 'cards' as const, cards: current }] : []),
        ...expired.map((view) => withheld(view, draft, ports)),
      ],
      topics: [...new Set(found.topics)].slice(0, 3),
      answers: found.chosen.map((hit) => ({
        card: hit.card,
        topic: hit.topic,
        country: hit.country,
        score: Math.round(hit.score * 1000) / 1000,
      })),
    },
    {
      lastTopics: found.chosen.map((hit) => hit.topic),
      lastCards: found.chosen.map((hit) => hit.card),
      ...(related.length > 0 ? { pending: { kind: 'topic', choices: related, about: draft.text } } : {}),
      askedInRow: 0,
      unsureInRow: 0,
      outInRow: 0,
    },
  )
}

/** Facts past their date are not told: their official page or line is, and a person is offered. */
function withheld(view: CardView, draft: Draft, ports: Ports) {
  const service = view.services[0]
  const source = [service?.name, service?.phones[0]?.text, service?.urls[0] ?? view.source.url].filter(Boolean).join(', ')
  return say(`${ports.text(draft.lang, 'unknown.expired', { source })} ${ports.text(draft.lang, 'unknown.person')}`)
}
