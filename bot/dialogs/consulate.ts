import { consulateCard } from '../answer/consulate-card.ts'
import { type Consulates, HOSTS } from '../consulates/index.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES, type Country } from '../vocabulary.ts'
import { countryChoices } from './menu.ts'

/** Where somebody lives, and how that is known. */
interface Lives {
  readonly places: readonly string[]
  /** The area code that it was taken from: said, because people keep a number when they move. */
  readonly code?: string
  readonly isElsewhere: boolean
}

const AGAIN = 'again:'
/** An answer that names a country of its own in so few words puts the country right. */
const MAX_WORDS_ABOUT_COUNTRY = 8

/**
 * Which consulate serves the person: told from the place that they name or have named, else from their number's area code, else the
 * general line and one question where they live.
 */
export function tellConsulate(draft: Draft, ports: Ports, country: Country): Draft {
  const { consulates } = ports
  const hosts = consulates?.hostsOf(country)
  if (!consulates || !hosts) return draft
  return answer(draft, ports, { country, lives: livesIn(draft, consulates, hosts) })
}

/** The place that was asked for; whatever else is said is a new message. */
export function answerPlace(draft: Draft, ports: Ports): Draft {
  const { pending } = draft.state
  const { consulates } = ports
  // The name of a place there is no word on where somebody is from: "Santa Ana", "Guadalajara".
  const country = draft.turn.state.country
  const hosts = country && consulates?.hostsOf(country)
  const without: Draft = { ...draft, state: { ...draft.state, pending: undefined } }
  if (!pending || !consulates || !country || !hosts) return without
  const { isOnlyPlace, places } = consulates.placesIn(draft.text, hosts)
  if (!isOnlyPlace) return isCountryPutRight(draft) ? { ...without, text: pending.about.replace(AGAIN, '') } : without
  const kept: Draft = {
    ...without,
    ...(draft.reading ? { reading: { ...draft.reading, country } } : {}),
    state: { ...without.state, country },
  }
  if (places.length > 0) return answer(kept, ports, { country, lives: { places, isElsewhere: false } })
  // A name of many states: the state is asked for once more.
  if (pending.about.startsWith(AGAIN)) return without
  return decide(
    kept,
    { route: 'clarify', say: [say(ports.text(draft.lang, 'consulate.ask_place'), 'question')], topics: ['consular-help'] },
    { pending: { ...pending, about: `${AGAIN}${pending.about}` } },
  )
}

/** Whose consulate, in the way in which a country is asked for. */
export function askWhoseConsulate(draft: Draft, ports: Ports): Draft {
  const choices = countryChoices(draft.lang, ports)
  return decide(
    draft,
    { route: 'clarify', say: [say(ports.text(draft.lang, 'ask.country'), 'question', choices)], topics: ['consular-help'] },
    { pending: { kind: 'country', choices, about: draft.text }, lastTopics: ['consular-help'], askedInRow: draft.state.askedInRow + 1 },
  )
}

function livesIn(draft: Draft, consulates: Consulates, hosts: readonly (typeof HOSTS)[number][]): Lives {
  const { state, text, turn } = draft
  const said = consulates.placesIn(text, hosts).places
  if (said.length > 0) return { places: said, isElsewhere: false }
  const earlier = [...state.history].reverse().map((words) => consulates.placesIn(words, hosts))
  const before = earlier.find(({ isOnlyPlace, places }) => isOnlyPlace && places.length > 0)?.places ?? state.livesIn
  const known = before?.filter((place) => hosts.some((host) => place.startsWith(`${host}-`))) ?? []
  if (known.length > 0) return { places: known, isElsewhere: false }
  if (state.here && !HOSTS.some((host) => host === state.here)) return { places: [], isElsewhere: true }
  const phone = turn.phone ? consulates.ofPhone(turn.phone) : undefined
  return phone ? { places: [phone.place], code: phone.code, isElsewhere: false } : { places: [], isElsewhere: false }
}

function answer(draft: Draft, ports: Ports, { country, lives }: { country: Country; lives: Lives }): Draft {
  const { lang } = draft
  const view = ports.consulates?.find(country, lives.places, lang)
  if (!view || view.freshness === 'expired') return draft
  const card = consulateCard(view, ports, lives)
  const cards = [card, ...(view.beside && view.beside.freshness !== 'expired' ? [view.beside] : [])]
  const { code } = lives
  const isOpen = code !== undefined || (lives.places.length === 0 && !lives.isElsewhere)
  // Where each message costs, the state named with its area code must do.
  const asks = code ? (draft.turn.capabilities.costsPerSegment ? [] : ['elsewhere_write']) : isOpen ? ['ask_place'] : []
  const here = HOSTS.find((host) => lives.places.length > 0 && lives.places.every((place) => place.startsWith(`${host}-`)))
  return decide(
    draft,
    {
      route: 'answer',
      say: [{ type: 'cards', cards }, ...asks.map((key) => say(ports.text(lang, `consulate.${key}`), 'question'))],
      topics: [card.topic],
      answers: cards.map(({ id, topic }) => ({ card: id, topic, country, score: 1 })),
    },
    {
      lastTopics: [card.topic],
      lastCards: cards.map(({ id }) => id),
      // A number kept after moving is no word on where somebody lives.
      ...(here && !code ? { livesIn: [...lives.places], here } : {}),
      ...(isOpen ? { pending: { kind: 'consulate-place', choices: [], about: draft.text } } : { pending: undefined }),
      askedInRow: 0,
      unsureInRow: 0,
      outInRow: 0,
    },
  )
}

function isCountryPutRight({ reading, text, turn }: Draft): boolean {
  const country = COUNTRIES.find((one) => one === reading?.country)
  return country !== undefined && country !== turn.state.country && text.split(/\s+/).length <= MAX_WORDS_ABOUT_COUNTRY
}
