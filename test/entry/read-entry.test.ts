import { beforeAll, describe, expect, test } from '@jest/globals'
import { type EntryBook, type EntryCode, openEntryBook, readEntry } from '../../bot/index.ts'
import { loadEntryWords } from '../../services/entry/index.ts'

const entry = (code: string, over: Partial<EntryCode> = {}): EntryCode => ({
  code,
  kind: 'consulate',
  name: code,
  officeId: code,
  country: 'gt',
  here: 'us',
  phase: 'before',
  language: undefined,
  isRetired: false,
  redirectTo: undefined,
  ...over,
})

let book: EntryBook
beforeAll(async () => {
  const codes = [
    entry('HOUSTON'),
    entry('MX7K'),
    entry('TAPACHULA'),
    entry('OLD9', { isRetired: true, redirectTo: 'MX7K' }),
    entry('ENDED', { isRetired: true }),
  ]
  book = openEntryBook(codes, await loadEntryWords('content'))
})

const read = (text: string, over: { isFirst?: boolean; isOpenQuestion?: boolean } = {}) => {
  const found = readEntry(text, book, { isFirst: true, isOpenQuestion: false, ...over })
  if (!found) return 'no code'
  const code = found.kind === 'active' ? found.entry.code : found.kind === 'unsure' ? found.entries.map(({ code }) => code).join(' ') : ''
  return [found.kind, code, found.rest].join('|')
}

describe('a code', () => {
  test.each([
    ['HOUSTON', 'active|HOUSTON|'],
    ['houston', 'active|HOUSTON|'],
    ['Houston.', 'active|HOUSTON|'],
    ['hola HOUSTON', 'active|HOUSTON|'],
    ['Buenas tardes, mx7k', 'active|MX7K|'],
    ['mx7k', 'active|MX7K|'],
    ['MX-7K', 'active|MX7K|'],
    ['mx 7k', 'active|MX7K|'],
    ['M X 7 K', 'active|MX7K|'],
    ['codigo MX7K', 'active|MX7K|'],
    ['Mi código es: mx7k', 'active|MX7K|'],
    ['kòd houston', 'active|HOUSTON|'],
    ['OLD9', 'active|MX7K|'],
    ['ENDED', 'retired||'],
  ])('alone: %s', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    ['HOUSTON cómo saco mi pasaporte', 'active|HOUSTON|cómo saco mi pasaporte'],
    ['houston como saco mi pasaporte?', 'active|HOUSTON|como saco mi pasaporte?'],
    ['HOUSTON COMO SACO MI PASAPORTE', 'active|HOUSTON|COMO SACO MI PASAPORTE'],
    ['HOUSTON: perdí mi acta', 'active|HOUSTON|perdí mi acta'],
    ['hola, MX7K necesito albergue', 'active|MX7K|necesito albergue'],
    ['cómo saco mi pasaporte mx7k', 'active|MX7K|cómo saco mi pasaporte'],
    ['codigo houston, donde duermo', 'active|HOUSTON|donde duermo'],
  ])('does not swallow the question: %s', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    'vivo en houston',
    'estoy en HOUSTON y perdí mi acta',
    'soy de tapachula',
    'Houston texas',
    'Houston es caro',
    'no tengo codigo',
    'la I-94 de mi hijo',
    'tengo visa H2A',
    'mi numero es 5551234567',
    '1',
    '2026',
    'hola',
    'hola buenas tardes',
    'como saco mi pasaporte',
    'MEXICO',
    'si',
  ])('is none in: %s', (text) => expect(read(text)).toBe('no code'))

  test('a place is an answer while a question is open, unless it is set apart', () => {
    expect(read('houston', { isOpenQuestion: true })).toBe('no code')
    expect(read('HOUSTON', { isOpenQuestion: true })).toBe('active|HOUSTON|')
    expect(read('mx7k', { isOpenQuestion: true })).toBe('active|MX7K|')
  })

  test('later on, a place said first is what the question is about', () => {
    expect(read('houston como es?', { isFirst: false })).toBe('no code')
  })

  test.each([
    ['H0USTON', 'active|HOUSTON|'],
    ['HOUTSON', 'active|HOUSTON|'],
    ['MN7K', 'unsure|MX7K|'],
    ['XM7K', 'active|MX7K|'],
    ['MXTK', 'active|MX7K|'],
    ['huston', 'unsure|HOUSTON|'],
    ['codigo MX7', 'unsure|MX7K|'],
    ['H0USTON cómo saco mi acta', 'active|HOUSTON|cómo saco mi acta'],
  ])('misspelt is put right where it can only be one, else asked: %s', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    ['C3CP', 'unknown||'],
    ['FR7X', 'unknown||'],
    ['codigo FR7X', 'unknown||'],
    ['FR7X cómo saco mi acta', 'unknown||cómo saco mi acta'],
  ])('unknown: %s', (text, expected) => expect(read(text)).toBe(expected))
})

describe('to have nothing to do with the office any more', () => {
  test.each([
    'no vengo del consulado',
    'no vengo de ahi',
    'olvida el consulado',
    'olvide el consulado por favor',
    'i am not from there',
    'i do not come from the consulate',
    'forget the consulate',
    'mwen pa soti la',
    'bliye konsila a',
    'je ne viens pas de la',
    'pas de la',
    'oubliez le consulat',
    'nao venho de la',
    'esqueca o consulado',
  ])('%s', (text) => expect(book.words.isForgetting(text)).toBe(true))

  test.each([
    'no soy de la capital',
    'nao sou de honduras',
    'mwen pa soti ayiti',
    'je ne viens pas de haiti',
    'donde esta el consulado',
    'no vengo de mexico',
    'borre mis datos',
  ])('is not said by: %s', (text) => expect(book.words.isForgetting(text)).toBe(false))
})
