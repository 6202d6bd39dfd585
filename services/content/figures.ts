import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Figures as they can be compared: phones as bare digits, numbers without separators, also those written as words. */
export interface Figures {
  /** Runs of digits with the signs between them taken out: "2411-2412" is 24112412. */
  readonly runs: ReadonlySet<string>
  /** The runs in one string, so that a number inside a longer run is found fast. */
  readonly joined: string
  readonly numbers: ReadonlySet<string>
}

const WORDS: Readonly<Record<string, number>> = {
  un: 1,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  once: 11,
  doce: 12,
  trece: 13,
  catorce: 14,
  quince: 15,
  dieciséis: 16,
  diecisiete: 17,
  dieciocho: 18,
  diecinueve: 19,
  veinte: 20,
  veintiún: 21,
  veintiuno: 21,
  veinticuatro: 24,
  treinta: 30,
  cuarenta: 40,
  cincuenta: 50,
  sesenta: 60,
  setenta: 70,
  ochenta: 80,
  noventa: 90,
  cien: 100,
}

/** All figures of a text. */
export function figuresOf(text: string): Figures {
  const numbers = new Set<string>()
  for (const [token] of text.matchAll(/\d+(?:[.,]\d+)*/g)) for (const form of formsOf(token)) numbers.add(form)
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) if (WORDS[word] !== undefined) numbers.add(String(WORDS[word]))
  for (const [, hour, minutes = '00'] of text.matchAll(/(\d{1,2})(?::(\d{2}))?\s*(?:p\.?\s*m|de la (?:tarde|noche))/gi)) {
    numbers.add(String((Number(hour) % 12) + 12))
    numbers.add(String(Number(minutes)))
  }
  if (/\bmediodía\b/i.test(text)) numbers.add('12')
  const runs = new Set([...text.matchAll(/[*#]?\d(?:[\s().\-–]*\d)*/g)].map(([run]) => run.replace(/[^\d*#]/g, '')))
  return { runs, joined: [...runs].join(' '), numbers }
}

/** "1,500" is 1500 and, where a comma is a decimal sign, 1.5; "08" is 8. */
function formsOf(token: string): string[] {
  const plain = token.replace(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.')
  const parts = token.split(/[.,]/).map((part) => String(Number(part)))
  return [String(Number(plain)), ...parts].filter((form) => form !== 'NaN')
}

/** Whether a phone number (E.164 or short code) stands in the text, in whatever way it is written. */
export function hasPhone({ runs, joined }: Figures, number: string): boolean {
  const bare = number.replace(/\D/g, '')
  if (!number.startsWith('+')) return runs.has(number) || runs.has(bare) || runs.has(`*${bare}`)
  return joined.includes(String(parsePhoneNumberFromString(number)?.nationalNumber ?? bare)) || joined.includes(bare)
}
