/** Letters without vowels (no words come about) and digits that nobody takes for letters: told over the phone, typed on keys. */
export const MOVE_LETTERS = 'BCDFGHJKMNPRTVWXY'
export const MOVE_DIGITS = '23456789'
const FORM = new RegExp(`^\\W*([${MOVE_LETTERS}]{4})[\\s-]*([${MOVE_DIGITS}]{4})\\W*$`, 'i')

/** What is known of moving this thread to another phone. */
export interface MoveView {
  /** A code that may be handed out now; undefined when there were too many today. */
  readonly newCode: string | undefined
  /** What the code in this message, or the one that is being confirmed, is good for. */
  readonly typed: 'valid' | 'wrong' | 'same' | 'with-person' | undefined
}

/** What follows from it. */
export type MoveEffect =
  /** The code was shown: it works from now on. */
  { readonly kind: 'code'; readonly code: string } | { readonly kind: 'wrong' } | { readonly kind: 'move'; readonly code: string }

/** The code that a message is, as codes are compared; undefined when it is none. */
export function readMoveCode(text: string): string | undefined {
  const found = FORM.exec(text)
  return found ? `${found[1]}${found[2]}`.toUpperCase() : undefined
}

/** As a person reads it. */
export function shownMoveCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}
