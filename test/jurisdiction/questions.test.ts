import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from '@jest/globals'
import { type Jurisdiction, loadJurisdiction } from '../../services/jurisdiction/index.ts'

const CONTENT = join(import.meta.dirname, '..', '..', 'content')
let jurisdiction: Jurisdiction
beforeAll(async () => {
  jurisdiction = (await loadJurisdiction(CONTENT)).value as Jurisdiction
})

test.each([
  '¿Cuál es mi consulado?',
  'cual es el consulado que me corresponde',
  'q consulado me toca',
  'a que konsulao pertenesco',
  'onde queda el consulado mas serca',
  'mi consulado cual es',
  'What is my consulate?',
  'which consulate do I belong to',
  'wheres the nearest consulate',
  'ki konsila ki pou mwen?',
  'kote konsila a ye',
  'konsila ki pi pre m',
  'quel est mon consulat ?',
  'je dépends de quel consulat',
  'où se trouve le consulat',
  'qual é o meu consulado?',
  'onde fica o consulado mais próximo',
  'que consulado me atende',
])('%s asks for one’s consulate', (text) => {
  expect(jurisdiction.questions.asks(text)).toBe('mine')
})

test.each([
  'cuánto cuesta la matrícula consular',
  'qué papeles pide el consulado para el pasaporte',
  'el consulado de Dallas no contesta',
  'cuándo viene el consulado móvil',
  'dónde está el consulado americano para la visa',
  'how much is a passport at the consulate',
  'can the consulate visit my brother in jail',
  'konbyen konsila a mande pou paspò',
  'combien coûte le passeport au consulat',
  'quanto custa o passaporte no consulado',
  'busco trabajo en Houston',
])('%s does not', (text) => {
  expect(jurisdiction.questions.asks(text)).not.toBe('mine')
})

test('of all examples, what is taken for such a question is about consulates', () => {
  const taken = ['examples', 'examples-extra'].flatMap((folder) =>
    readdirSync(join(CONTENT, folder))
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(CONTENT, folder, name), 'utf8').split('\n'))
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { text: string; topics?: string[] })
      .filter(({ text }) => {
        const asked = jurisdiction.questions.asks(text)
        return asked === 'mine' || (asked === 'contact' && jurisdiction.places.read(text, ['us', 'mx']).places.length > 0)
      }),
  )
  expect(taken.length).toBeGreaterThan(10)
  const others = taken.filter(({ topics }) => !topics?.includes('consular-help'))
  // "Which consulate handles the request" for belongings: who asks which consulate is told so.
  expect(others.map(({ topics }) => topics)).toEqual([['belongings']])
})
