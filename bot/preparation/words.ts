import type { Ports } from '../ports.ts'
import { words } from '../understanding/index.ts'
import { LANGUAGES, type Lang } from '../vocabulary.ts'

/** What can be said about one's preparation when the whole message is it; the words stand in content/messages under prepare.words. */
const WISHES = ['start', 'profile', 'list', 'send', 'delete'] as const
export type Wish = (typeof WISHES)[number]
/** The same with a number, before or after it: "listo 3", "3 listo". */
const NUMBERED = ['done', 'undone', 'change', 'see'] as const
export type NumberedWish = (typeof NUMBERED)[number]

export interface PreparationWish {
  readonly wish: Wish | NumberedWish
  /** Empty for a wish without number. */
  readonly numbers: readonly number[]
  /** Languages in which it is said like this, the conversation's own first. */
  readonly langs: readonly Lang[]
}

/** The wish that a whole message is; undefined: it is something else. Words of every language count. */
export function preparationWish(text: string, ports: Ports): PreparationWish | undefined {
  const said = numbered(text)
  return said ? found(NUMBERED, said.phrase, said.numbers, ports) : found(WISHES, plain(text), [], ports)
}

/** Numbers with words before or after them, never both. */
function numbered(text: string): { phrase: string; numbers: number[] } | undefined {
  const counted = /^(?:(\D+?) )?((?:\d{1,2} )*\d{1,2})(?: (\D+))?$/.exec(plain(text).replace(JOINS, ' '))
  if (!counted || (counted[1] === undefined) === (counted[3] === undefined)) return undefined
  return { phrase: counted[1] ?? counted[3] ?? '', numbers: [...new Set((counted[2] ?? '').split(' ').map(Number))] }
}

/** "Ya tengo la 3", "i have 3": the numbers of points that somebody has, said right under the list; undefined when it is something else. */
export function numbersHad(text: string, ports: Ports): readonly number[] | undefined {
  const said = numbered(text)
  return said && LANGUAGES.some((lang) => phrases('had', lang, ports).includes(said.phrase)) ? said.numbers : undefined
}

/** Whether a message is one of the short words of the questions: skip, later, none, a courtesy. */
export function saysWord(kind: 'skip' | 'later' | 'none' | 'courtesy', text: string, ports: Pick<Ports, 'text'>): boolean {
  const said = plain(text)
  return LANGUAGES.some((lang) => phrases(kind, lang, ports).includes(said))
}

/** Whether a message begins as a question does ("cómo", "where", "eske"). */
export function beginsAsQuestion(text: string, ports: Ports): boolean {
  const said = `${plain(text)} `
  return LANGUAGES.some((lang) => phrases('asking', lang, ports).some((phrase) => said.startsWith(`${phrase} `)))
}

/** "3 y 5", "3 and 5": what may stand between numbers. */
const JOINS = / (?:y|e|i|and|ak|et|num|numero|no|nimewo) (?=\d)/g

function found(
  wishes: readonly (Wish | NumberedWish)[],
  said: string,
  numbers: readonly number[],
  ports: Ports,
): PreparationWish | undefined {
  for (const wish of wishes) {
    const langs = LANGUAGES.filter((lang) => phrases(wish, lang, ports).includes(said))
    if (langs.length > 0) return { wish, numbers, langs }
  }
  return undefined
}

function phrases(kind: string, lang: Lang, ports: Pick<Ports, 'text'>): string[] {
  return ports.text(lang, `prepare.words.${kind}`).split('|').map(plain)
}

/** Without accents and signs: people write "preparar mi regreso!" and "pwofil mwen". */
function plain(text: string): string {
  return words(text).join(' ')
}

/** Whether a message begins with the word that the question itself asked with: "cuando termine la escuela" answers "when". */
export function isOwnWord(field: string, text: string, ports: Ports): boolean {
  if (field !== 'when' && field !== 'where' && field !== 'with') return false
  const said = `${plain(text)} `
  return LANGUAGES.some((lang) => phrases(`own_${field}`, lang, ports).some((phrase) => said.startsWith(`${phrase} `)))
}

/** Whether sex is told with a word of one language, as a whole word. */
export function holdsWord(kind: 'woman' | 'man' | 'other', text: string, lang: Lang, ports: Pick<Ports, 'text'>): boolean {
  const said = ` ${plain(text)} `
  return phrases(kind, lang, ports).some((phrase) => said.includes(` ${phrase} `))
}

/** Whether a need is told: "perdí mi pasaporte", "I need a lawyer". */
export function hasNeed(text: string, ports: Ports): boolean {
  const said = ` ${plain(text)} `
  return LANGUAGES.some((lang) => phrases('needs', lang, ports).some((phrase) => said.includes(` ${phrase} `)))
}
