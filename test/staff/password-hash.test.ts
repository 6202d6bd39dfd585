import { expect, test } from '@jest/globals'
import { hashPassword as libraryHash } from 'better-auth/crypto'
import { hashPassword, verifyPassword } from '../../services/staff/password-hash.ts'

test('a hash has its cost and its own salt in it, and opens for its password alone', async () => {
  const [hash, again] = [await hashPassword('una clave larga'), await hashPassword('una clave larga')]
  expect(hash).toMatch(/^scrypt\$16\$8\$2\$[0-9a-f]{32}\$[0-9a-f]{128}$/)
  expect(again).not.toBe(hash)
  expect(await verifyPassword({ hash, password: 'una clave larga' })).toBe(true)
  for (const password of ['una clave larg', 'Una clave larga', 'una clave larga ', ''])
    expect(await verifyPassword({ hash, password })).toBe(false)
}, 30_000)

test('hashes that the library made before still open', async () => {
  const hash = await libraryHash('una clave larga')
  expect(await verifyPassword({ hash, password: 'una clave larga' })).toBe(true)
  expect(await verifyPassword({ hash, password: 'otra clave larga' })).toBe(false)
}, 30_000)

test.each(['', ':', 'x', 'scrypt$16$8$2$zz$zz'])(
  'what is no hash opens for nothing: %p',
  async (hash) => {
    expect(await verifyPassword({ hash, password: '' })).toBe(false)
  },
  30_000,
)
