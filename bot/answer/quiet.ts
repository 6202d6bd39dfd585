import type { CardView } from '../card.ts'
import type { Utterance } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Lang } from '../vocabulary.ts'

/** What can be dialled in a crisis text. */
const NUMBERS = /[+*#]?\d[\d ()-]*\d/g

/**
 * For somebody whose phone is looked at (DISCREET): numbers and places without the name of a service or of the matter, no menus, no
 * cheer. Questions that the person has to answer keep their words: consent must be informed.
 */
export function quiet(say: readonly Utterance[], lang: Lang, ports: Ports): Utterance[] {
  const neutral: Utterance = { type: 'text', text: ports.safety.conduct('discreet', lang), kind: 'notice' }
  const kept = say.flatMap((utterance): Utterance[] => {
    if (utterance.type === 'cards') return [{ type: 'text', text: contactsOf(utterance.cards) || neutralText(neutral), kind: 'notice' }]
    if (utterance.kind === 'crisis') {
      const numbers = utterance.text.match(NUMBERS)?.slice(0, 2).join(' / ')
      return [{ type: 'text', text: numbers ?? utterance.quietly ?? neutralText(neutral), kind: 'crisis' }]
    }
    if (utterance.kind === 'confirmation') return [utterance]
    const isMenu = (utterance.choices?.length ?? 0) > 2 && utterance.choicesAre !== 'words'
    return utterance.kind === 'question' && !isMenu ? [utterance] : []
  })
  return kept.length > 0 ? kept : [neutral]
}

function neutralText(utterance: Utterance): string {
  return utterance.type === 'text' ? utterance.text : ''
}

/** Phone, else place: what the person asked for and nothing that tells what it is. */
function contactsOf(cards: readonly CardView[]): string {
  return cards
    .flatMap((card) => card.services.slice(0, 1))
    .map((service) => [service.phones[0]?.text, service.address].filter(Boolean).join(', '))
    .filter((text) => text !== '')
    .join('\n')
}
