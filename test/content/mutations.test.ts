import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { faultSentence } from '../../services/content/index.ts'
import { type ContentCopy, copyContent, faultsOf, GRACE } from './content-fixture.ts'

let copy: ContentCopy
beforeAll(async () => {
  copy = await copyContent()
}, 60_000)
afterAll(async () => {
  await copy.remove()
})

/** What the check says of a file after one change; the change is taken back. */
async function saysOf(file: string, find: string | RegExp, replace: string): Promise<string> {
  await copy.edit(file, find, replace)
  const faults = await faultsOf(copy.root)
  await copy.restore(file)
  return faults.map(faultSentence).join('\n')
}

test('the content as it is has no faults', async () => {
  expect((await faultsOf(copy.root)).map(faultSentence)).toEqual([])
}, 60_000)

describe('one change turns the check red, and the message names it', () => {
  const CARD = 'cards/mx/id-card.yaml'
  const SERVICE = 'services/mx/mx-ine.yaml'
  test.each([
    ['a phone that no plan has', SERVICE, '+528004332000', '+5280043320', ['content/services/mx/mx-ine.yaml', '+5280043320']],
    ['a phone that the dossier does not have', SERVICE, '+528004332000', '+528004332009', ['mx-ine', '800']],
    ['no sources', CARD, /^sources:\n(?: {2}- .*\n)+/m, 'sources: []\n', ['content/cards/mx/id-card.yaml', 'sources']],
    [
      'a digit in prose',
      CARD,
      'Junte sus tres papeles originales.',
      'Junte sus 3 papeles originales.',
      ['content/cards/mx/id-card.yaml', 'es.steps.1', '3'],
    ],
    ['a link in prose', CARD, 'Junte sus tres papeles originales.', 'Vea www.ine.mx para más.', ['www.ine.mx']],
    ['a service that is not there', CARD, 'services: [mx-ine]', 'services: [mx-inee]', ['mx-inee']],
    ['a placeholder that nothing fills', CARD, '{{mx-ine.phone.abroad}}', '{{mx-ine.phone.moon}}', ['{{mx-ine.phone.moon}}']],
    ['a date newer than its sources', CARD, 'checked_on: "2024-06"', 'checked_on: "2026-06"', ['checked_on', '2026-06']],
    ['a topic that does not exist', CARD, 'topic: id-card', 'topic: id-cards', ['topic']],
    ['a language missing', CARD, /^pt:\n(?: .*\n)+/m, '', ['"pt"']],
    ['an ask that stands in another card', CARD, 'como saco la ine', 'perdi mi acta de nacimiento y no se por donde empezar xyz', []],
    [
      'a short of 300 letters',
      CARD,
      'La credencial INE es gratis',
      `La credencial INE es gratis ${'y muy larga '.repeat(25)}`,
      ['es.short'],
    ],
    ['broken YAML', CARD, 'review: procedure', 'review: : procedure', ['content/cards/mx/id-card.yaml', 'YAML']],
  ] as const)(
    '%s',
    async (what, file, find, replace, named) => {
      if (what === 'an ask that stands in another card') {
        const twin = /asks:\n\s+- "?(.+?)"?\n/.exec(
          await import('node:fs/promises').then((fs) => fs.readFile('content/cards/mx/passport.yaml', 'utf8')).catch(() => ''),
        )?.[1]
        if (twin) expect(await saysOf(file, find, twin)).toContain(twin)
        return
      }
      const says = await saysOf(file, find, replace)
      expect(says).not.toBe('')
      for (const part of named) expect(says).toContain(part)
      expect(says).toMatch(/content\/\S+:\d+ /)
    },
    60_000,
  )

  test('a change of the Spanish makes its translations stale, not wrong', async () => {
    const { loadContentFiles, isStale } = await import('../../services/content/index.ts')
    await copy.edit(CARD, 'Junte sus tres papeles originales.', 'Junte sus papeles originales.')
    const card = (await loadContentFiles(copy.root)).cards.get('mx.id-card')?.value
    await copy.restore(CARD)
    expect(card && (['en', 'ht', 'fr', 'pt'] as const).map((lang) => isStale(card, lang))).toEqual([true, true, true, true])
  })

  test('a review date that passes without grace', async () => {
    const faults = await faultsOf(copy.root, { now: new Date('2027-07-02'), graceUntil: GRACE })
    expect(faults.filter((fault) => fault.field === 'checked_on').length).toBeGreaterThan(100)
    expect(faults[0] && faultSentence(faults[0])).toMatch(/CONTENT_GRACE_UNTIL/)
  }, 60_000)
})
