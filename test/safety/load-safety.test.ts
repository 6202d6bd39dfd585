import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { lastGood, loadSafety, safetyBook } from '../../services/safety/index.ts'
import { safetyOfContent } from './support.ts'

const { files } = await safetyOfContent()

test('the last good version is content/safety (npm run safety:book -- --keep)', () => {
  // Not toEqual: thousands of lines of difference help nobody.
  expect(JSON.stringify(lastGood()) === JSON.stringify(files)).toBe(true)
})

test('without any content people in danger are still recognised and answered', async () => {
  const { safety, faults } = await loadSafety('/nowhere')
  expect(faults.length).toBeGreaterThan(0)
  expect(safety.detectCrisis('quiero matarme')).toMatchObject({ kind: 'suicide' })
  expect(safety.crisisReply('suicide', 'mx', 'es').text).toContain('800 911 2000')
  expect(safety.matchCommand('baja', { hasPending: false, lang: undefined })?.command).toBe('stop')
  expect(safety.conduct('insult', 'fr')).not.toBe('')
})

test.each([
  ['crisis/es.yaml', 'rules: [[['],
  ['crisis-texts.yaml', 'kinds: {}'],
  ['lines.yaml', ''],
  ['conduct.yaml', '- 1'],
  ['commands/en.yaml', 'lang: xx'],
])('a broken %s is named and replaced by its last good version', async (name, text) => {
  const folder = await mkdtemp(join(tmpdir(), 'safety-'))
  try {
    await cp('content/safety', join(folder, 'safety'), { recursive: true })
    await writeFile(join(folder, 'safety', name), text)
    const { safety, faults } = await loadSafety(folder)
    expect(faults.some((fault) => fault.file === join('content/safety', name))).toBe(true)
    expect(safety.detectCrisis('me quiero matar')).toBeDefined()
    expect(safety.crisisReply('medical', 'sv', 'es').text).toContain('132')
    expect(safety.matchCommand('stop', { hasPending: false, lang: 'en' })?.command).toBe('stop')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the book shows every number of every place', () => {
  const book = safetyBook(files)
  for (const place of Object.values(files.lines.places)) for (const line of Object.values(place.lines)) expect(book).toContain(line.number)
  expect(book).toContain('Borrador')
})
