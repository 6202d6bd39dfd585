import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { loadLanguageData } from '../../services/understanding/index.ts'
import { openTalkers, ROOT, type Talkers } from './support.ts'

const CLEAN = {
  es: [
    '¿Dónde saco mi acta de nacimiento? Soy de Puebla, México',
    'Me robaron el DPI en Guatemala, ¿cómo lo repongo?',
    'Quiero hablar con una persona',
  ],
  en: ['I need my birth certificate, I am from El Salvador', 'Where can I sleep tonight in Tijuana?', 'Can I talk to a person please?'],
  ht: ['Mwen bezwen batistè mwen, mwen soti Okap', 'Mwen ta renmen pale ak yon moun'],
  fr: ['Je suis en Haïti, où faire mon passeport ?', 'Je veux parler à une personne'],
  pt: ['Sou do Haiti, onde faço meu passaporte?', 'Quero falar com uma pessoa'],
} as const
type Lang = keyof typeof CLEAN

const data = loadLanguageData(ROOT)
const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')
const CHANGES: Record<string, (text: string, lang: Lang) => string> = {
  'no accents': withoutAccents,
  capitals: (text) => text.toUpperCase(),
  'small letters': (text) => text.toLowerCase(),
  'no punctuation': (text) => text.replace(/[¿?¡!.,]/g, ''),
  'much punctuation': (text) => `${text}!!!`,
  emoji: (text) => `${text} 🙏🙏`,
  'spaces and lines': (text) => `  ${text.replace(/ /g, '  ')}\n`,
  'listed abbreviations': (text, lang) =>
    text.replace(/[\p{L}]+/gu, (word) => data.spelling[lang].words[withoutAccents(word).toLowerCase()]?.[0] ?? word),
}

let people: Talkers
beforeAll(async () => {
  people = await openTalkers()
}, 180_000)
afterAll(async () => {
  await people.close()
})

const clean = fc
  .constantFrom(...(Object.keys(CLEAN) as Lang[]))
  .chain((lang) => fc.constantFrom(...CLEAN[lang]).map((text) => ({ lang, text })))

test('accents, case, punctuation and the listed abbreviations do not change the route of a clean message', async () => {
  await fc.assert(
    fc.asyncProperty(clean, fc.constantFrom(...Object.keys(CHANGES)), async ({ lang, text }, change) => {
      const plain = await people.newPerson().say(text)
      const changed = await people.newPerson().say(CHANGES[change]?.(text, lang) ?? text)
      expect([change, changed.route, changed.topics[0]]).toEqual([change, plain.route, plain.topics[0]])
    }),
    { seed: 7, numRuns: 80 },
  )
}, 120_000)
