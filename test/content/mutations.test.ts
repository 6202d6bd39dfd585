import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { faultSentence, isStale, loadContentFiles } from '../../services/content/index.ts'
import { type ContentCopy, copyContent, GRACE, NOW, reportOf } from './content-fixture.ts'

const CARD = 'cards/mx/id-card.yaml'
const SERVICE = 'services/mx/mx-ine.yaml'
const STEP = 'Junte sus tres papeles originales.'

let copy: ContentCopy
beforeAll(async () => {
  copy = await copyContent(['cards/mx', 'services/mx', 'services/us', 'services/any'])
}, 60_000)
afterAll(() => copy.remove())

test('the content as it is has no faults, and at least 330 cards in Spanish', async () => {
  const report = await reportOf('content')
  expect(report.errors.map(faultSentence)).toEqual([])
  expect(Object.values(report.cards).reduce((sum, row) => sum + (row.es ?? 0), 0)).toBeGreaterThanOrEqual(330)
}, 60_000)

describe('one change turns the check red: a message names file, line, field and what to write instead', () => {
  test.each<[what: string, file: string, find: string | RegExp, replace: string, place: RegExp, says: string[]]>([
    [
      'a phone with a digit missing',
      SERVICE,
      '+528004332000',
      '+52800433200',
      /mx-ine\.yaml:\d+ phones\.0\.number:/,
      ['"+52800433200"', 'digit by digit'],
    ],
    [
      'a phone with another digit',
      SERVICE,
      '+528004332000',
      '+528004332009',
      /mx-ine\.yaml:\d+ phones\.0\.number:/,
      ['"+528004332009"', 'no record', 'verified'],
    ],
    [
      'a phone of another country',
      SERVICE,
      '"+525554819897", reach: outside',
      '"+50224161900", reach: inside',
      /phones\.1\.number:/,
      ['belongs to GT'],
    ],
    [
      'another figure in a translation',
      SERVICE,
      'en: "120 days"',
      'en: "12 days"',
      /mx-ine\.yaml:\d+ values\.witness-window\.en:/,
      ['"12 days"', 'the 120'],
    ],
    ['no sources', CARD, /^sources:\n(?: {2}- .*\n)+/m, 'sources: []\n', /id-card\.yaml:\d+ sources:/, ['fewer than 1']],
    [
      'sources left out altogether',
      CARD,
      /^sources:\n(?: {2}- .*\n)+/m,
      '',
      /id-card\.yaml:\d+ sources:/,
      ['is missing', 'Add "sources:"'],
    ],
    ['the newest source dropped', CARD, /^ {2}- .*mxnoticias.*\n/m, '', /id-card\.yaml:\d+ checked_on:/, ['newer than every source']],
    ['a digit in prose', CARD, STEP, 'Junte sus 3 papeles originales.', /id-card\.yaml:\d+ es\.steps\.1:/, ['"3"', 'service record']],
    ['a link in prose', CARD, STEP, 'Vea www.ine.mx para más.', /es\.steps\.1:/, ['"www.ine.mx"', '{{service.url}}']],
    [
      'a service that is not there',
      CARD,
      'services: [mx-ine]',
      'services: [mx-inee]',
      /id-card\.yaml:\d+ services\.0:/,
      ['no service "mx-inee"'],
    ],
    [
      'a placeholder that nothing fills',
      CARD,
      '{{mx-ine.phone.abroad}}',
      '{{mx-ine.phone.moon}}',
      /es\.short:/,
      ['{{mx-ine.phone.moon}}', 'no such field'],
    ],
    [
      'a placeholder of a service that is not listed',
      CARD,
      '{{mx-ine.phone.abroad}}',
      '{{mx-renapo.phone.main}}',
      /es\.short:/,
      ['not among'],
    ],
    ['a placeholder that is not closed', CARD, STEP, 'Llame a {{mx-ine.phone.main}.', /es\.steps\.1:/, ['two braces']],
    [
      'a date newer than its sources',
      CARD,
      'checked_on: "2024-06"',
      'checked_on: "2026-06"',
      /checked_on:/,
      ['"2026-06"', 'Write "2024-06"'],
    ],
    ['a date that has not come', CARD, 'checked_on: "2024-06"', 'checked_on: "2027-06"', /checked_on:/, ['has not come yet']],
    [
      'a limit before the check',
      CARD,
      'checked_on: "2024-06"',
      'checked_on: "2024-06"\nreview_by: "2024-01-01"',
      /review_by:/,
      ['lies before'],
    ],
    [
      'a topic that does not exist',
      CARD,
      'topic: id-card',
      'topic: id-cards',
      /id-card\.yaml:\d+ topic:/,
      ['Write one of: id-card, birth-certificate'],
    ],
    ['a field that does not exist', CARD, 'review: procedure', 'reveiw: procedure', /id-card\.yaml:\d+/, ['no field "reveiw"']],
    ['a language missing', CARD, /^pt:\n(?: .*\n)+/m, '', /id-card\.yaml:\d+ file:/, ['"pt" is missing']],
    [
      'an ask of another card',
      CARD,
      'como saco la ine',
      '¿Cómo saco el pasaporte aquí en México?',
      /passport\.yaml:\d+ es\.asks\.0:/,
      ['stands in mx.id-card (es) too'],
    ],
    [
      'too few asks',
      CARD,
      /^ {4}- (?:como saco la ine|perdi mi credencial de elector.*|me robaron la cartera.*)\n(?: {4}- .*\n)+/m,
      '    - como saco la ine\n',
      /es\.asks:/,
      ['8 to 15'],
    ],
    ['an ask with a phone number', CARD, 'como saco la ine', 'soy yo, marqueme al 55 1234 5678', /es\.asks\.0:/, ['phone number']],
    [
      'a short too long for two SMS',
      CARD,
      'La credencial INE es gratis',
      `La credencial INE es gratis ${'y hay que pedirla '.repeat(8)}`,
      /es\.short:/,
      ['characters long', 'Shorten it'],
    ],
    [
      'more than 60 words before the first step',
      CARD,
      'Sacar o reponer la credencial INE',
      'a '.repeat(50),
      /es\.short:/,
      ['before the first step'],
    ],
    ['a promise', CARD, STEP, 'Recibirá la credencial en el módulo.', /es\.steps\.1:/, ['"Recibirá" promises', 'puede pedir']],
    [
      'a promise in English',
      CARD,
      'Put together your three original papers.',
      'You will receive three papers.',
      /en\.steps\.1:/,
      ['promises'],
    ],
    [
      'a person made into a thing',
      CARD,
      STEP,
      'Los deportados van a otra fila.',
      /es\.steps\.1:/,
      ['"Los deportados"', 'persona retornada'],
    ],
    ['not "usted"', CARD, STEP, 'Si puedes, junta los papeles.', /es\.steps\.1:/, ['is not "usted"']],
    ['a sign that no plain phone shows', CARD, 'La credencial INE es gratis', 'La credencial INE 🪪 es gratis', /es\.short:/, ['SMS']],
    ['a record that is not there', CARD, 'dossier: [mx/0]', 'dossier: [mx/0, mx/999]', /dossier\.1:/, ['no record "mx/999"']],
    [
      'a record that no card carries',
      CARD,
      'dossier: [mx/0]',
      'dossier: []',
      /dossier\/mx\.yaml mx\/0:/,
      ['no card carries', 'left-out.md'],
    ],
    [
      'a record both carried and left out',
      'left-out.md',
      '- mx/25 (customs)',
      '- mx/0 (id-card): x\n- mx/25 (customs)',
      /left-out\.md:\d+ mx\/0:/,
      ['is carried by the card mx.id-card'],
    ],
    ['a fingerprint missing', CARD, /^ {2}from: .*\n/m, '', /en\.from:/, ['content:stamp']],
    ['broken YAML', CARD, 'review: procedure', 'review: : procedure', /id-card\.yaml:\d+ file:/, ['YAML']],
    ['an id that does not fit its file', CARD, 'id: mx.id-card', 'id: mx.id-card.other', /id-card\.yaml:\d+ id:/, ['Rename the file']],
    [
      'hours that end before they begin',
      SERVICE,
      'languages: [es]',
      'schedule: [{days: [mo], opens: "16:00", closes: "08:00"}]\nlanguages: [es]',
      /schedule\.0:/,
      ['before it opens'],
    ],
    ['a sentence missing in French', 'messages/fr.json', /^ {2}"thanks": .*\n/m, '', /messages\/fr\.json:\d+ thanks:/, ['es.json']],
    [
      'a place missing in a sentence',
      'messages/ht.json',
      /\{\{country\}\}/,
      '',
      /messages\/ht\.json:\d+ \S+:/,
      ['differ from the Spanish'],
    ],
    ['a comma missing in a messages file', 'messages/en.json', '",', '"', /messages\/en\.json/, ['JSON']],
  ])(
    '%s',
    async (_what, file, find, replace, place, says) => {
      const faults = await copy.newFaults(file, find, replace)
      const named = faults.filter((sentence) => place.test(sentence)).join('\n')
      expect(named).not.toBe('')
      for (const part of says) expect(named).toContain(part)
    },
    60_000,
  )

  test('the same office under two names of files', async () => {
    const twin = join(copy.root, 'services/mx/mx-ine-two.yaml')
    await writeFile(twin, (await readFile(join('content', SERVICE), 'utf8')).replace('id: mx-ine', 'id: mx-ine-two'))
    const { errors } = await reportOf(copy.root)
    await rm(twin)
    expect(errors.map(faultSentence).join('\n')).toMatch(/mx-ine\S*\.yaml:1 name: the same name, unit and address as mx-ine\S*\. Merge/)
  }, 60_000)

  test('a date that passes: without grace the card is withheld, and the check says so', async () => {
    const at = async (now: Date, graceUntil: Date | undefined) =>
      (await reportOf(copy.root, { now, graceUntil })).errors.filter(
        (fault) => fault.file === `content/${CARD}` && fault.field === 'checked_on',
      )
    expect(await at(NOW, GRACE)).toEqual([])
    expect(await at(new Date('2027-06-30T23:59:59Z'), GRACE)).toEqual([])
    const [fault] = await at(new Date('2027-07-01T00:00:00Z'), GRACE)
    expect(fault && faultSentence(fault)).toMatch(/id-card\.yaml:\d+ checked_on: the review date has passed.*CONTENT_GRACE_UNTIL/)
    expect(await at(NOW, undefined)).toHaveLength(1)
  }, 60_000)
})

test('a change of the Spanish makes its translations stale, not wrong', async () => {
  await copy.edit(CARD, STEP, 'Junte sus papeles originales.')
  const card = (await loadContentFiles(copy.root)).cards.get('mx.id-card')?.value
  await copy.restore(CARD)
  expect(card && (['en', 'ht', 'fr', 'pt'] as const).map((lang) => isStale(card, lang))).toEqual([true, true, true, true])
})
