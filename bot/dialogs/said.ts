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
