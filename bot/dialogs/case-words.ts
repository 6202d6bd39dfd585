import type { Ports } from '../ports.ts'
import { LANGUAGES } from '../vocabulary.ts'

/** Things a person can say about their case; the words stand in content/messages under case.words, several split by "|". */
export type CaseWord = 'readers' | 'revoke' | 'complaint' | 'strike'

/** What may stand beside "take back my permission": from everybody; a permit of another kind (to work, to stay); that others take it. */
type BesideRevoke = 'revoke_all' | 'revoke_other' | 'revoke_not'

/** Whether a message is one of these wishes. Words of every language count: a person may write in another than before. */
export function saysCaseWord(word: Exclude<CaseWord, 'strike'>, text: string, ports: Ports): boolean {
  const said = plain(text)
  // "Quiero poner una queja contra la policía" is about somebody else: of a complaint nothing may follow.
  const stands = (phrase: string) => (word === 'complaint' ? said.endsWith(` ${phrase}`) : ` ${said} `.includes(` ${phrase} `))
  const isSaid = phrases(word, ports).some((phrase) => said === phrase || (phrase.split(' ').length >= 3 && stands(phrase)))
  return isSaid && !(word === 'revoke' && isAnotherMatter(text, ports))
}

/** "Quitar permiso a todos", "take back from everyone": the permission of every office, said in so many words. */
export function takesBackAll(text: string, ports: Ports): boolean {
  const rest = afterCaseWord('revoke', text, ports)
  return rest !== undefined && phrases('revoke_all', ports).includes(rest)
}

/** "Retirar mi permiso de trabajo", "me van a quitar el permiso", "no quiero quitar mi permiso": nothing is taken back here. */
function isAnotherMatter(text: string, ports: Ports): boolean {
  const found = aroundCaseWord('revoke', text, ports)
  if (!found) return false
  const isOther = phrases('revoke_other', ports).some((phrase) => `${found.after} `.startsWith(`${phrase} `))
  return isOther || phrases('revoke_not', ports).some((phrase) => ` ${found.before}`.endsWith(` ${phrase}`))
}

/** What follows a wish in a message ("quitar permiso" → "a la clinica"); undefined when the message does not hold the wish. */
export function afterCaseWord(word: 'revoke', text: string, ports: Ports): string | undefined {
  return aroundCaseWord(word, text, ports)?.after
}

function aroundCaseWord(word: 'revoke', text: string, ports: Ports): { before: string; after: string } | undefined {
  const said = ` ${plain(text)} `
  const found = phrases(word, ports)
    .filter((phrase) => phrase !== '' && said.includes(` ${phrase} `))
    .sort((a, b) => b.length - a.length)[0]
  if (found === undefined) return undefined
  // Few words ("revoke", "take back") are a wish only at the beginning.
  const at = said.indexOf(` ${found} `)
  if (found.split(' ').length < 3 && at !== 0) return undefined
  return { before: said.slice(0, at).trim(), after: said.slice(at + found.length + 2).trim() }
}

/** "quitar 2", "tire 2 ak 3": the numbers of the parts to strike; undefined when the message is no such wish. */
export function struckNumbers(text: string, ports: Ports): number[] | undefined {
  const said = plain(text)
  if (!phrases('strike', ports).some((phrase) => said === phrase || said.startsWith(`${phrase} `))) return undefined
  return [...said.matchAll(/\d+/g)].map((m) => Number(m[0]))
}

function phrases(word: CaseWord | BesideRevoke, ports: Ports): string[] {
  return LANGUAGES.flatMap((lang) => ports.text(lang, `case.words.${word}`).split('|').map(plain))
}

/** Words without accents, marks and capitals, one space between. */
export function plain(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  )
}
