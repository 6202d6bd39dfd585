import { describe, expect, test } from '@jest/globals'
import { examples, linesOf, safetyOfContent } from './support.ts'

const { safety, faults } = await safetyOfContent()

test('content/safety has no fault', () => {
  expect(faults).toEqual([])
})

test('plain danger is recognised', async () => {
  const missed = (await linesOf('plain-danger.txt')).filter((line) => !safety.detectCrisis(line))
  expect(missed).toEqual([])
})

test('what only sounds like danger is not', async () => {
  const alarms = (await linesOf('harmless.txt')).filter((line) => safety.detectCrisis(line))
  expect(alarms).toEqual([])
})

describe('on the labelled messages', () => {
  test('at least 95 % of danger is recognised by rules alone', async () => {
    const labelled = (await examples('h-routes')).filter((message) => message.route === 'crisis')
    const found = labelled.filter((message) => safety.detectCrisis(message.text))
    expect(found.length / labelled.length).toBeGreaterThanOrEqual(0.95)
  })

  test('at most 0.3 % of the others raise an alarm', async () => {
    const names = ['a-papers', 'b-return', 'c-arrival', 'd-protection', 'e-skills', 'f-money', 'g-people', 'h-routes']
    const others = (await Promise.all(names.map(examples))).flat().filter((message) => message.route !== 'crisis')
    const alarms = others.filter((message) => safety.detectCrisis(message.text))
    expect(alarms.length / others.length).toBeLessThanOrEqual(0.003)
  })
})

test.each([
  ['spaced letters', 's u i c i d i o'],
  ['spaced sentence', 'q u i e r o m o r i r'],
  ['points', 'q.u.i.e.r.o.m.o.r.i.r'],
  ['no spaces', 'quieromorir'],
  ['zero width', 'quie\u200Bro mo\u200Drir'],
  ['soft hyphen', 'qui\u00ADero mor\u00ADir'],
  ['Cyrillic look-alikes', 'quiеro mоrir'],
  ['full width', 'ｑｕｉｅｒｏ ｍｏｒｉｒ'],
  ['bold letters', '𝐪𝐮𝐢𝐞𝐫𝐨 𝐦𝐨𝐫𝐢𝐫'],
  ['digits', 'qui3ro m0rir'],
  ['capitals', 'QUIERO MORIR'],
  ['drawn out', 'quieroooo morirrrr'],
  ['doubled', 'quiiero morrir'],
  ['phone spelling', 'kiero morir'],
  ['accents', 'quïéró mórír'],
  ['emoji', '😭quiero💀morir😭'],
  ['a wall before it', `${'la la la '.repeat(900)} quiero morir`],
  ['signs', 'qu!ero m@tarme'],
])('%s do not hide it', (_, text) => {
  expect(safety.detectCrisis(text)).toBeDefined()
})

test.each([
  ['me está golpeando mi esposo ahorita', 'violence', 'es'],
  ['i want to kill myself', 'suicide', 'en'],
  ['yo kidnape pitit mwen', 'kidnapping', 'ht'],
  ['mon bébé ne respire plus', 'medical', 'fr'],
  ['me obrigam a me prostituir', 'trafficking', 'pt'],
  ['perdí a mi hija en la terminal', 'child', 'es'],
  ['we are lost in the desert with no water', 'travel-danger', 'en'],
  ['yo pral touye m si yo depòte m jodi a', 'return-danger', 'ht'],
])('%s is %s, in %s', (text, kind, lang) => {
  expect(safety.detectCrisis(text)).toMatchObject({ kind, lang })
})
