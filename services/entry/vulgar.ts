/** Digits as they are read for letters. */
const READ_AS: Readonly<Record<string, string>> = { '3': 'e', '4': 'a', '7': 't', '9': 'g' }
/** In a chosen word shorter ones are parts of decent words: "CONSULADO". */
const PART_CHARS = 4

/** Whether a code would be vulgar in one of our languages, also with its digits read as letters, forwards or backwards. */
export function isVulgar(code: string, vulgar: readonly string[]): boolean {
  const plain = code.toLowerCase()
  const isWord = !/\d/.test(plain)
  const readings = [plain, plain.replace(/\d/g, (digit) => READ_AS[digit] ?? digit), plain.replace(/\d/g, '')]
  return readings.some((reading) => vulgar.some((word) => (isWord && word.length < PART_CHARS ? reading === word : reading.includes(word))))
}
