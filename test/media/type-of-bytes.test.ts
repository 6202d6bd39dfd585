import { describe, expect, test } from '@jest/globals'
import { PNG } from 'pngjs'
import { typeOfBytes } from '../../services/media/type-of-bytes.ts'

const png = PNG.sync.write(new PNG({ width: 2, height: 2 }))
const ogg = Buffer.from(`OggS${' and what follows'.repeat(5)}`)
const amr = Buffer.from('#!AMR\n and what follows')
const pdf = Buffer.from('%PDF-1.7\n')
const cfb = Buffer.from('d0cf11e0a1b11ae10000000000000000', 'hex')
const exe = Buffer.from('MZ\x90\0 and what follows')
const webp = Buffer.from('RIFF\x10\0\0\0WEBPVP8 ')
const page = Buffer.from('<!doctype html><script>alert(1)</script>')
const svg = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')

describe('the first bytes of a file', () => {
  test.each([
    ['a picture', png, 'image/png', 'image/png'],
    ['a picture that was called another kind of picture', webp, 'image/jpeg', 'image/webp'],
    ['a voice note', ogg, 'audio/ogg', 'audio/ogg'],
    ['a voice note of an old phone', amr, 'audio/amr', 'audio/amr'],
    ['a document', pdf, 'application/pdf', 'application/pdf'],
    ['an old document of Word', cfb, 'application/msword', 'application/msword'],
    ['some file that is a picture', png, 'application/octet-stream', 'image/png'],
  ])('%s is what it says', async (_what, bytes, said, type) => {
    expect(await typeOfBytes(bytes, said)).toBe(type)
  })

  test.each([
    ['a program as a picture', exe, 'image/png'],
    ['a program as a sound', exe, 'audio/ogg'],
    ['a page as a picture', page, 'image/png'],
    ['a drawing with scripts as a picture', svg, 'image/png'],
    ['a picture as a document', png, 'application/pdf'],
    ['an old document as a new one', cfb, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['some file that nobody knows', page, 'application/octet-stream'],
    ['nothing', Buffer.alloc(0), 'image/png'],
  ])('%s is refused', async (_what, bytes, said) => {
    expect(await typeOfBytes(bytes, said)).toBeUndefined()
  })
})
