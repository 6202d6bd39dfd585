import type { Ports } from '../ports.ts'
import { LANGUAGES } from '../vocabulary.ts'

/** Whether a message is one of the phrases under a key of content/messages ("|" between them), in whichever of our languages. */
export function saysPhrase(key: string, text: string, ports: Ports): boolean {
  const said = plainWords(text)
  return said !== '' && phrasesOf(key, ports).includes(said)
}

/** Whether a message holds one of the phrases, as whole words. */
export function holdsPhrase(key: string, text: string, ports: Ports): boolean {
  const said = ` ${plainWords(text)} `
  return phrasesOf(key, ports).some((phrase) => said.includes(` ${phrase} `))
}

/** Words before a phrase in which a denial still belongs to it: "no me siento muy bien". */
const DENIAL_WORDS = 3

/** Whether a phrase stands in a message with a denial before it, and nowhere without one. */
export function deniesPhrase(keys: { readonly key: string; readonly by: string }, text: string, ports: Ports): boolean {
  const said = ` ${plainWords(text)} `
  const denials = new Set(phrasesOf(keys.by, ports))
  const before = phrasesOf(keys.key, ports).flatMap((phrase) => {
    const at = said.indexOf(` ${phrase} `)
    return at < 0 ? [] : [said.slice(0, at).trim().split(' ').slice(-DENIAL_WORDS)]
  })
  return before.length > 0 && before.every((words) => words.some((word) => denials.has(word)))
}

function phrasesOf(key: string, ports: Ports): string[] {
  return LANGUAGES.flatMap((lang) => ports.text(lang, key).split('|').map(plainWords))
}

function plainWords(text: string): string {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join(' ') ?? ''
  )
}
