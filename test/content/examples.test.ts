import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { checkExamples, faultSentence } from '../../services/content/index.ts'

const GOOD = {
  text: 'donde saco el dpi',
  lang: 'es',
  route: 'answer',
  topics: ['id-card'],
  country: 'gt',
  phase: null,
  profile: [],
  split: 'train',
}

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'puente-examples-'))
  await mkdir(join(root, 'examples'))
})
afterAll(() => rm(root, { recursive: true }))

/** What the check says of a file that holds these lines. */
async function saysOf(...lines: (object | string)[]): Promise<string> {
  await writeFile(
    join(root, 'examples', 'a.jsonl'),
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return (await checkExamples(root)).faults.map(faultSentence).join('\n')
}

test('the examples as they are have no faults', async () => {
  const { count, faults } = await checkExamples('content')
  expect(faults.map(faultSentence)).toEqual([])
  expect(count).toBeGreaterThan(13_600)
})

test('a good line is good', async () => {
  expect(await saysOf(GOOD, { ...GOOD, text: 'y cuanto cuesta', context: ['donde saco el dpi'] })).toBe('')
})

test.each([
  ['no JSON', '{"text": "hola"', ':2 line: is not one JSON object'],
  ['an unknown topic', { ...GOOD, text: 'x', topics: ['dpi'] }, ':2 topics.0: is none of the words allowed here'],
  ['an unknown route', { ...GOOD, text: 'x', route: 'reply' }, ':2 route: is none of the words'],
  ['a field that does not exist', { ...GOOD, text: 'x', contry: 'gt' }, ':2 line: there is no field "contry"'],
  ['a field missing', { text: 'x' }, ':2 lang: '],
  [
    'the same message under two labels',
    { ...GOOD, text: '¿Dónde saco el DPI?', topics: ['passport'] },
    ':2 text: the same message stands in content/examples/a.jsonl:1 as "answer id-card"',
  ],
  ['a phone number', { ...GOOD, text: 'llameme al 502 5512-3456' }, ':2 text: holds what looks like a phone number'],
  ['an e-mail address', { ...GOOD, text: 'mi correo es ana@correo.com' }, ':2 text: holds what looks like'],
])('%s is named with file, line and field', async (_what, line, says) => {
  expect(await saysOf(GOOD, line)).toContain(`content/examples/a.jsonl${says}`)
})

test('the same message as a follow-up of another one is another message', async () => {
  expect(await saysOf(GOOD, { ...GOOD, topics: ['passport'], context: ['y el pasaporte?'] })).toBe('')
})
