import { words } from './fold.ts'

/** What is asked of a thing that was named before: price, place, time, papers, who. Whole messages, folded. */
const ASPECT = new RegExp(
  `^(?:(?:y|e|and|et|epi|pero|but|mais|mas|men|entonces|ok|ah|so) )*(?:${[
    '(?:a )?(?:cuanto|cuantos|cuanta|qnto|quanto|quantos|konbyen|combien|how much|how long|kilè|kile)(?: (?:\\w+))?(?: (?:\\w+))?(?: (?:\\w+))?',
    '(?:a|por|en|de)? ?(?:donde|dnd|onde|where|kote|kibo|ou)(?: (?:es|queda|esta|voy|fica|e|is|c|se|yo|li|l|vou|it|that|that s|s))*(?: (?:eso|ese|esa|ahi|it|that|isso|sa|sa a|ye|ca|est))*',
    '(?:a )?que (?:hora|horas|dias?|papeles|documentos|llevo|necesito|piden)(?: \\w+)?(?: \\w+)?',
    '(?:what|which) (?:papers|documents|time|hours|do i need|do i bring)(?: \\w+)?(?: \\w+)?',
    '(?:ki|quels|quelle|que|quais) (?:papye|le|dokiman|papiers|documents|heure|documentos|papeis|horas?)(?: \\w+)?(?: \\w+)?',
    '(?:eso )?(?:cuesta|es gratis|is it free|tiene costo|se paga|c est gratuit|e de graca|li gratis)(?: algo)?',
    '(?:para|pa|for|pou|pour) (?:mi|my|mon|ma|meu|minha|pitit|timoun) ?(?:hijo|hija|hijos|niño|nino|nina|son|daughter|kid|kids|child|mwen|m|fils|fille|filho|filha|esposa|mama)?',
  ].join('|')})$`,
)
const MAX_WORDS = 6

/** Whether a message asks something of what was talked about and names no matter of its own: "y cuánto cuesta?", "dónde queda". */
export function asksOfTheSame(text: string): boolean {
  const said = words(text)
  return said.length > 0 && said.length <= MAX_WORDS && ASPECT.test(said.join(' '))
}

/** "La otra", "lòt la", "the other one": the next of what was offered. */
const OTHER_ONE =
  /^(?:(?:y|e|and|et|epi|ok|no|non|mejor|quiero|m vle|i want|je veux|quero) )*(?:(?:la|el|lo|the|o|a|l) )?(?:otra|otro|other|other one|lot la|lot|autre|outra|outro)(?: (?:opcion|option|one|opsyon|opcao))?$/

export const asksForTheOther = (text: string): boolean => OTHER_ONE.test(words(text).join(' '))
