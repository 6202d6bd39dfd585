import { gateAnswer } from '../../bot/safety/index.ts'
import { type Library, phoneText } from '../content/index.ts'

type Known = Parameters<typeof gateAnswer>[1]

/** One list for each content that was loaded: making it takes some milliseconds, and a caseworker types. */
const lists = new WeakMap<Library, Known>()

/**
 * Phones and links in a caseworker's words that no reviewed record has. A warning, never a stop: an office may have a number of its
 * own, but a digit that slipped sends somebody to a stranger.
 * @returns them as they stand in the text
 */
export function unknownContacts(text: string, library: Library): string[] {
  const known = lists.get(library) ?? listOf(library)
  lists.set(library, known)
  return gateAnswer(text, known).offending
}

function listOf(library: Library): Known {
  const services = [...library.services.values()]
  const links = [
    ...services.flatMap((service) => [...service.urls, ...service.emails]),
    ...library.cards.flatMap((card) => card.sources.map((source) => source.url)),
    ...library.cards.flatMap((card) => library.card(card.id, 'es')?.link ?? []),
  ].filter((link) => link !== '')
  return {
    phones: services.flatMap((service) => service.phones.flatMap((phone) => [phoneText(phone), phone.number])),
    urls: [...links, ...links.flatMap((link) => link.split('/')[2] ?? [])],
  }
}
