import { expect, test } from '@jest/globals'
import { loadContentFiles, loadDossier } from '../../services/content/index.ts'
import { fold } from './content-fixture.ts'
import { PROGRAMMES } from './programmes.ts'

const files = await loadContentFiles('content')
const dossier = await loadDossier('content')
const used = (country: string) => [...files.cards.values()].filter(({ value }) => value.country === country)

/** What people of a country can read: the words of its cards (not what cards are asked by), and of the records that these show. */
const published = new Map(
  [...new Set([...files.cards.values()].map(({ value }) => value.country))].map((country) => {
    const cards = used(country)
    const ids = new Set(cards.flatMap(({ value }) => value.services))
    const records = [...files.services.values()].filter(({ value }) => ids.has(value.id))
    const words = [...cards.map(({ value }) => ({ ...value.es, asks: [] })), ...records.map(({ value }) => ({ ...value, sources: [] }))]
    return [country, fold(words.map((part) => JSON.stringify(part)).join('\n'))] as const
  }),
)

function isNamed(form: string, text: string): boolean {
  const escaped = fold(form).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![a-z])${escaped}(?![a-z])`).test(text)
}

test('the list names programmes of the dossier, each once', () => {
  expect(PROGRAMMES.length).toBeGreaterThan(100)
  const keys = PROGRAMMES.map(({ record, name }) => `${record} ${name}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(PROGRAMMES.filter(({ record }) => !dossier.has(record))).toEqual([])
})

test.each(PROGRAMMES.map((programme) => [programme.name, programme.record, programme] as const))(
  '%s (%s) is named on a card or in a service record',
  (_name, record, { name, also = [] }) => {
    const country = record.startsWith('us-side') ? 'any' : (record.split('/')[0] ?? '')
    const text = [...published]
      .filter(([of]) => String(of) === country)
      .map(([, words]) => words)
      .join('\n')
    expect([name, ...also].filter((form) => isNamed(form, text))).not.toEqual([])
  },
)
