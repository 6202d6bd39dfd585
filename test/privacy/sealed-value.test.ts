import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { ALGORITHMS, seal } from '../../services/privacy/aead.ts'
import { openValue, sealValue } from '../../services/privacy/sealed-value.ts'

const key = createSecretKey(randomBytes(32))
const words = Buffer.from('perdí mi acta')
const text = (sealed: Uint8Array, context = 'message:1') => Buffer.from(openValue(key, sealed, context)).toString()

describe('a sealed value', () => {
  test.each(ALGORITHMS)('of %s tells how it was sealed, and opens; changed or moved it does not', (algorithm) => {
    const sealed = sealValue(key, words, 'message:1', algorithm)
    expect([...sealed.subarray(0, 3)]).toEqual([80, 85, ALGORITHMS.indexOf(algorithm) + 1])
    expect(text(sealed)).toBe('perdí mi acta')
    expect(() => text(sealed, 'message:2')).toThrow('P4004')
    for (const at of [2, 5, 20, sealed.length - 1]) {
      const bent = Buffer.from(sealed)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(() => text(bent)).toThrow('P4004')
    }
  })

  test('of releases before marks opens, also one that begins by chance as a mark does', () => {
    expect(text(seal(key, words, 'message:1'))).toBe('perdí mi acta')
    for (const number of [1, 2, 3]) {
      const nonce = Buffer.concat([Buffer.from('PU'), Buffer.from([number]), randomBytes(9)])
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('message:1'))
      const body = Buffer.concat([cipher.update(words), cipher.final()])
      expect(text(Buffer.concat([nonce, cipher.getAuthTag(), body]))).toBe('perdí mi acta')
    }
  })

  test('of an algorithm that nobody knows, or of nothing at all, is refused', () => {
    const sealed = Buffer.from(sealValue(key, words, 'message:1', 'aes-256-gcm'))
    sealed[2] = 9
    expect(() => text(sealed)).toThrow('P4004')
    for (const sealedBytes of [Buffer.alloc(0), Buffer.from('PU\x01'), randomBytes(40)]) expect(() => text(sealedBytes)).toThrow('P4004')
  })
})
