import { beforeAll, describe, expect, test } from '@jest/globals'
import { openWordReader } from './support.ts'

let read: Awaited<ReturnType<typeof openWordReader>>
beforeAll(async () => {
  read = await openWordReader()
})

test.each([
  ['soy hondureño, estoy en Tapachula, como saco mi pasaporte', 'hn', 'mx'],
  ['estoy en houston y soy salvadoreño, necesito el dui', 'sv', 'us'],
  ['soy de guatemala pero vivo en los angeles', 'gt', 'us'],
  ['mwen ayisyen, m ap viv Chili, m bezwen paspo', 'ht', 'cl'],
  ['je suis haïtien, je vis à Santo Domingo', 'ht', 'do'],
])('origin is told from where the person is: %s', (text, country, here) => {
  expect(read(text)).toMatchObject({ country, here })
})

test.each([
  ['me robaron el dpi', 'gt'],
  ['perdi mi dui', 'sv'],
  ['se me vencio la ine', 'mx'],
  ['no tengo curp', 'mx'],
  ['m soti okap', 'ht'],
  ['mwen nan Wanament', 'ht'],
  ['m rete potoprens', 'ht'],
  ['m nan jakmel', 'ht'],
  ['soy catracho', 'hn'],
  ['soy chapín', 'gt'],
])('papers, towns and nicknames tell the country: %s', (text, country) => {
  expect(read(text).country).toBe(country)
})

describe('what is denied', () => {
  test.each([
    ['no soy de Honduras, soy de Nicaragua', 'ni'],
    ['im not from honduras, im from nicaragua', 'ni'],
    ['m pa soti Ondiras, m soti Nikaragwa', 'ni'],
    ['je ne suis pas du Honduras, je viens du Nicaragua', 'ni'],
    ['não sou de Honduras, sou da Nicarágua', 'ni'],
    ['no soy de Honduras', null],
  ])('%s: Honduras is forgotten', (text, country) => {
    expect(read(text, { country: 'hn' })).toMatchObject({ country, denied: ['hn'] })
  })

  test('where somebody is not says nothing about where they are from', () => {
    expect(read('no estoy en Honduras', { country: 'hn' })).toMatchObject({ country: 'hn', denied: [] })
  })
})

test('nothing said, nothing known; what is remembered stays', () => {
  expect(read('necesito ayuda').country).toBeNull()
  expect(read('y el precio?', { country: 'gt' }).country).toBe('gt')
})
