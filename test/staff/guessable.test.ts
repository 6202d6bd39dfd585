import { expect, test } from '@jest/globals'
import { isCommon } from '../../services/staff/commonest.ts'
import { isGuessable, NEAR_WORDS } from '../../services/staff/guessable.ts'

const OWNER = ['Benoît', 'benoit.pierre@consulat.example']

test.each([
  'Puente2026!!',
  'consulado-123',
  'CONSULADO.MEXICO',
  'Benoit.Pierre1',
  'Méxic0-mexico-1990',
  'haiti haiti 1804',
  'qwertyuiop',
  'qwerty123456',
  '1234567890',
  '0987654321',
  'abcdefghijk',
  'aaaaaaaaaaaa',
  'abababababab',
  'Contraseña123',
  'basketball',
  'BasketBall',
  'q1w2e3r4t5',
  '1qaz2wsx3edc',
  'manchester',
  '4815162342',
])('%s is refused', (password) => {
  expect(isGuessable(password, OWNER)).toBe(true)
})

test.each([
  'una clave larga',
  'correct horse battery',
  'tres gatos en la puente vieja',
  'x7Kp-2mQ9-vT4z',
  'zanmi lakay dlo nwit',
  '密码是很长的一句话没人知道',
])('%s is taken', (password) => {
  expect(isGuessable(password, OWNER)).toBe(false)
})

test('the list has the commonest that are long enough, far down too, and not what is not in it', () => {
  for (const common of ['iloveyou123', '1q2w3e4r5t', 'liverpool1', 'montecarlo', '2457896243'])
    expect([common, isCommon(common)]).toEqual([common, true])
  for (let i = 0; i < 500; i++) expect(isCommon(`gatos y perros ${i * 7919}`)).toBe(false)
})

test('the words are written as they are compared', () => {
  for (const word of NEAR_WORDS) expect(word).toMatch(/^[a-z]+$/)
})
