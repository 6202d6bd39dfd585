/** Composed characters; no control, zero-width or direction characters; single spaces (line breaks stay). */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFE00-\uFE0F\uFEFF]/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}
