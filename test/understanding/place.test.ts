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

  test.each(['no, soy de Honduras', 'no soy de honduras', 'no, im from honduras', 'não, sou de Honduras', 'non, m soti Ondiras'])(
    '%s: said by who was taken for a Guatemalan, it puts that right',
    (text) => {
      expect(read(text, { country: 'gt' })).toMatchObject({ country: 'hn', denied: [] })
    },
  )

  test('where somebody is not says nothing about where they are from', () => {
    expect(read('no estoy en Honduras', { country: 'hn' })).toMatchObject({ country: 'hn', denied: [] })
  })
})

test('nothing said, nothing known; what is remembered stays', () => {
  expect(read('necesito ayuda').country).toBeNull()
  expect(read('y el precio?', { country: 'gt' }).country).toBe('gt')
})

// A town may be called like a small word of another language once its accents are off ("Estè", "Langue"): then every sentence with the word
// would be about the country of the town.
test.each([
  [
    'es',
    'este esta esto estos estas ese esa eso esos aquel aquella alguno ninguno cual cuyo otro misma ahora antes luego aqui alla ayer norte sur oeste centro',
  ],
  ['en', 'this that these those which other same now then here there north south east west center language can may will reading'],
  ['ht', 'sa sila lot menm kounye anvan apre isit la bo kote lang le ane jou nan sou ant'],
  ['fr', 'ce cette ces celui celle autre meme maintenant avant apres ici la langue est ouest nord sud centre plus moins'],
  ['pt', 'este esta isto esse essa isso aquele outro mesmo agora antes depois aqui ali norte sul leste oeste lingua mais menos'],
])('small words of %s are no places', (_lang, small) => {
  const misread = small.split(' ').filter((word) => read(`${word} ${word}`).country !== null)
  expect(misread).toEqual([])
})

test('"este" in Spanish is a word, L\'Estère in Creole a town', () => {
  expect(read('donde saco este papel').country).toBeNull()
  expect(read('soy de puebla, este papel ya no sirve').country).toBe('mx')
  expect(read('mwen soti lestè').country).toBe('ht')
})
