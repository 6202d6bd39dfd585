import type { PersonVault } from './seal.ts'

const MARK = 'sealed:1:'

/** A sealed value for a column of text. */
export function sealInPlace(vault: PersonVault, text: string, context: string): string {
  return `${MARK}${Buffer.from(vault.sealText(text, context)).toString('base64')}`
}

/** The text again; what an earlier release stored open is given as it is. */
export function openInPlace(vault: PersonVault, stored: string, context: string): string {
  return stored.startsWith(MARK) ? vault.openText(Buffer.from(stored.slice(MARK.length), 'base64'), context) : stored
}
