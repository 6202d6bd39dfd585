import { expect, test } from '@jest/globals'
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

test('the words are written as they are compared', () => {
  for (const word of NEAR_WORDS) expect(word).toMatch(/^[a-z]+$/)
})
