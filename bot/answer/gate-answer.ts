import type { CardView } from '../card.ts'
import type { Utterance } from '../draft.ts'
import { gateAnswer } from '../safety/index.ts'
import type { Rendered } from './render.ts'

/**
 * The last look before an answer leaves: phones and links that no record of its cards answers for stop it.
 * @returns what is offending; empty when all may leave. Answers without cards (questions, notices, crisis texts) are fixed texts.
 */
export function offendingIn(rendered: Rendered, say: readonly Utterance[]): string[] {
  const cards = say.flatMap((u) => (u.type === 'cards' ? u.cards : []))
  if (cards.length === 0) return []
  const allowed = { phones: cards.flatMap(phonesOf), urls: cards.flatMap(urlsOf) }
  // A publisher may be named like a site (Delfino.cr): a name is no link.
  const withoutNames = (text: string) => cards.reduce((rest, card) => rest.replaceAll(card.source.publisher, ' '), text)
  return [...rendered.replies.map((reply) => reply.text), ...rendered.rest].flatMap(
    (text) => gateAnswer(withoutNames(text), allowed).offending,
  )
}

/** Numbers as they stand in a text: "911 o 3366-2588 (2023)" holds three. */
const NUMBERS = /[+*#]?\d[\d .-]*\d|\d/g

function phonesOf(card: CardView): string[] {
  return card.services.flatMap((service) => {
    const words = [...service.facts, service.name, service.unit ?? '', service.alert ?? '']
    return [...service.phones.map((phone) => phone.text), ...words.flatMap((text) => text.match(NUMBERS) ?? [])]
  })
}

/** The record's links, and the sites that they are on ("gob.mx"). */
function urlsOf(card: CardView): string[] {
  const links = [card.source.url, card.link, ...card.services.flatMap((s) => [...s.urls, ...s.emails, ...s.facts, ...s.name.split(/\s/)])]
  return [...links, ...links.flatMap((link) => link.split('/')[2] ?? [])]
}
