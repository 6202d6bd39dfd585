import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { CORE_SCHEMA, load } from 'js-yaml'
import { type Jurisdiction, loadJurisdiction } from '../../services/jurisdiction/index.ts'

const CONTENT = join(import.meta.dirname, '..', '..', 'content')
let jurisdiction: Jurisdiction
beforeAll(async () => {
  jurisdiction = (await loadJurisdiction(CONTENT)).value as Jurisdiction
})
const places = (text: string, hosts: readonly ('us' | 'mx')[] = ['us', 'mx']) => [...jurisdiction.places.read(text, hosts).places].sort()

test.each([
  ['vivo en Houston', ['us-TX']],
  ['estoy en carolina del norte', ['us-NC']],
  ['m ap viv nan Nouyòk', ['us-NY']],
  ['j’habite à Miami, en Floride', ['us-FL']],
  ['moro em Boston', ['us-MA']],
  ['I live in Cook County', ['us-IL']],
  ['condado de Miami-Dade', ['us-FL']],
  ['mi numero es (713) 555-0142', ['us-TX']],
  ['305', ['us-FL']],
  ['Springfield, Massachusetts', ['us-MA']],
  ['Portland ME', ['us-ME']],
  ['tx', ['us-TX']],
  ['vivo en Tapachula', ['mx-CHP']],
  ['estoy en Ciudad Juárez', ['mx-CHH']],
  ['soy de Puebla pero vivo en Chicago', ['us-IL']],
  ['San Juan, Puerto Rico', ['us-PR']],
  ['Monterrey, Nuevo León', ['mx-NLE']],
  ['no se', []],
])('%s → %j', (text, expected) => {
  expect(places(text)).toEqual(expected)
})

test('doubtful borders name both', () => {
  expect(places('Kansas City')).toEqual(['us-KS', 'us-MO'])
  expect(places('Washington')).toEqual(['us-DC', 'us-WA'])
  expect(places('Columbus')).toEqual(['us-GA', 'us-OH'])
  expect(places('estoy entre Texas y Luisiana')).toEqual(['us-LA', 'us-TX'])
})

test('a country that serves only in the U.S. does not hear Mexican states', () => {
  expect(places('soy de Michoacan y vivo en Kansas', ['us'])).toEqual(['us-KS'])
  expect(places('vivo en Guerrero', ['us'])).toEqual([])
})

test('a message that says more than where somebody lives is told apart', () => {
  const only = (text: string) => jurisdiction.places.read(text, ['us', 'mx']).isOnlyPlace
  expect(
    ['vivo en Houston', 'en el estado de Ohio', 'I live in Dallas Texas', 'mwen rete Miami', 'j’habite à New York', 'moro em Orlando'].map(
      only,
    ),
  ).toEqual(Array(6).fill(true))
  expect(['busco trabajo en Houston', 'how do I get a lawyer in Texas', 'mi hermano esta preso en Ohio', 'gracias'].map(only)).toEqual(
    Array(4).fill(false),
  )
})

test('every U.S. state and city that the understanding knows has a state here', () => {
  const abroad = load(readFileSync(join(CONTENT, 'language', 'places', 'abroad.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as Record<
    string,
    Record<string, string[]>
  >
  const names = [...(abroad.us?.regions ?? []), ...(abroad.us?.cities ?? [])].map((entry) => entry.split('~')[0] ?? '')
  const unknown = names.filter((name) => jurisdiction.places.read(name, ['us']).places.length === 0)
  // Names that stand for no one state, or for more than three.
  expect(unknown.sort()).toEqual(['lancaster', 'springfield'])
})

test('every area code of a state is read, alone and in a number', () => {
  for (const [state, codes] of Object.entries(jurisdiction.areaCodes))
    for (const code of codes) {
      expect(places(String(code))).toEqual([`us-${state}`])
      expect(jurisdiction.places.ofPhone(`+1${code}5550142`)).toEqual({ place: `us-${state}`, code: String(code) })
    }
  expect(jurisdiction.places.ofPhone('+18005550142')).toBeUndefined()
  expect(jurisdiction.places.ofPhone('+525555550142')).toBeUndefined()
})
