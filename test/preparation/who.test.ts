import { beforeAll, expect, test } from '@jest/globals'
import { type Ports, Preparation, whoCounts } from '../../bot/index.ts'
import { loadMessages } from '../../services/content/index.ts'

let ports: Pick<Ports, 'text'>
beforeAll(async () => {
  ports = { text: (await loadMessages('content')).text }
})
const of = (about: string, leave: { mayCount?: boolean } = { mayCount: true }) =>
  whoCounts(Preparation.parse({ answers: { about }, ...leave }), ports)

test.each([
  ['mujer, 34', ['women', 'adult']],
  ['soy hombre de 19 años', ['men', 'youth']],
  ['Varón 61', ['men', 'older']],
  ['no binario, 25', ['other-sex', 'youth']],
  ['17', ['minor']],
  ['mujer', ['women']],
  ['I am a man, 45', ['men', 'adult']],
  ['female 29', ['women', 'youth']],
  ['mwen se fanm, mwen gen 30 an', ['women', 'adult']],
  ['gason 22', ['men', 'youth']],
  ['femme, 40 ans', ['women', 'adult']],
  ['homem, 18 anos', ['men', 'youth']],
])('"%s"', (told, who) => {
  expect(of(told)).toEqual(who)
})

test.each([['mi esposo y yo, hombre y mujer'], ['34 y 36'], ['nací en 1990'], ['3'], ['no sé'], ['m 34 y 2 hijos']])(
  '"%s" is not plain and counts for nothing',
  (told) => {
    expect(of(told)).toEqual([])
  },
)

test('without leave to be counted nobody counts', () => {
  expect(of('mujer, 34', { mayCount: false })).toEqual([])
  expect(of('mujer, 34', {})).toEqual([])
  expect(whoCounts(undefined, ports)).toEqual([])
})
