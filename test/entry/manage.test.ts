import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { array, asyncProperty, assert as check, constantFrom } from 'fast-check'
import { type EntryWords, editDistance } from '../../bot/index.ts'
import { type EntryDeps, entryCodes, isVulgar, loadEntryWords, makeEntryCode, openEntryCodes } from '../../services/entry/index.ts'
import type { Engine } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'

const stores = bothStores()
const LOOK_ALIKE = [/[0OQD]/g, /[1IL]/g, /[2Z]/g, /[5S]/g, /[8B3]/g, /[6GC]/g]
/** As a code reads on a poor photocopy. */
const blurred = (code: string) => LOOK_ALIKE.reduce((text, letters, i) => text.replace(letters, String.fromCharCode(97 + i)), code)

let words: EntryWords
beforeAll(async () => {
  words = await loadEntryWords('content')
})

describe.each(stores.engines)('codes that are made one after the other, on %s', (_name, open) => {
  let engine: Engine
  let deps: EntryDeps
  beforeAll(async () => {
    engine = await open()
    const safety = { matchCommand: () => undefined, detectCrisis: () => undefined } as never
    const codes = openEntryCodes(engine, words)
    deps = { engine, clock: () => new Date('2026-11-25'), codes, safety: () => safety, isNamed: () => false }
  })
  afterAll(async () => await engine.close())
  const make = async (word?: string) => {
    const wanted = {
      kind: 'campaign',
      label: 'x',
      officeId: undefined,
      country: undefined,
      here: undefined,
      phase: undefined,
      language: undefined,
    } as const
    return await makeEntryCode(deps, { ...wanted, word, by: 'test' }).then(
      ({ code }) => code,
      (error: { code: string }) => error.code,
    )
  }
  const active = async () => (await entryCodes(deps, undefined)).codes.map(({ code }) => code)

  test('any two differ by two edits, whatever words people choose, and none is taken for another on a poor photocopy', async () => {
    for (let i = 0; i < 60; i++) await make()
    // Few letters, so that words come close to one another and to codes.
    const word = array(constantFrom(...'AEOPST'), { minLength: 4, maxLength: 7 }).map((letters) => letters.join(''))
    await check(
      asyncProperty(word, async (chosen) => void (await make(chosen))),
      { numRuns: 150 },
    )
    const all = await active()
    const close = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => editDistance(a, b) < 2 || blurred(a) === blurred(b))
        .map((b) => `${a} ${b}`),
    )
    expect(all.length).toBeGreaterThan(80)
    expect(close).toEqual([])
    expect(all.filter((code) => isVulgar(code, words.vulgar))).toEqual([])
  }, 120_000)

  test('a word one letter from a code, ended or not, is refused', async () => {
    expect(await make('HOUSTON')).toBe('HOUSTON')
    await engine.db.updateTable('entry_code').set({ retired_at: 1 }).where('code', '=', 'HOUSTON').execute()
    for (const word of ['HOUSTON', 'HOUSTAN', 'HOUSTONS', 'OUSTON']) expect(await make(word)).toBe('P1042')
  })
})
