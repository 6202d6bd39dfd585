/** Composed characters; no control, zero-width, soft-hyphen or direction characters; single spaces (line breaks stay). */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, (c) => (c === '\n' ? c : ' '))
    .replace(/\p{Variation_Selector}/gu, '')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}
