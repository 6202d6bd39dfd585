import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fitSegments } from '../../services/channels/index.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
}, 180_000)
afterAll(() => t.stop())

/** A number whose area code says no U.S. state, a new person each time. */
let people = 0
const newPhone = () => `+5255123406${String(people++).padStart(2, '0')}`
const isDone = async () =>
  (await t.app.store.db.selectFrom('job').select('id').where('state', 'not in', ['done', 'dead']).execute()).length === 0
const out = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')

async function say(phone: string, text: string, channel: 'sms' | 'whatsapp' = 'whatsapp'): Promise<string> {
  const before = out(phone).length
  await t.provider.deliver({ channel, phone, text })
  await t.replies(phone, before + 1)
  await until(isDone)
  return out(phone)
    .slice(before)
    .map((m) => m.text)
    .join('\n')
}

describe('"which consulate is mine" from webhook to provider, in five languages', () => {
  test.each<[lang: string, question: string, says: readonly string[]]>([
    [
      'es',
      'soy de Honduras y vivo en Ohio, ¿cuál es mi consulado?',
      ['No tengo la lista', 'Ohio', '+1 470 751 9077', 'WhatsApp +504 8833 8635'],
    ],
    [
      'en',
      'I am from El Salvador and live in Dallas. Which consulate do I go to?',
      ['I do not have the list', 'Texas', '+1 888 301 1130', 'portalcitas.rree.gob.sv'],
    ],
    ['ht', 'mwen se ayisyen, mwen rete Miami, ki konsila ki pou mwen?', ['Mwen pa gen lis', 'Florid', 'cghaitiny.com']],
    ['fr', 'je suis haïtien et j’habite à Boston, quel est mon consulat ?', ["Je n'ai pas la liste", 'Massachusetts', 'cghaitiny.com']],
    [
      'pt',
      'sou do México e moro em Seattle, qual é o meu consulado?',
      ['Não tenho a lista', 'Washington', '+1 520 623 7874', 'citas.sre.gob.mx'],
    ],
  ])(
    '%s',
    async (_lang, question, says) => {
      const answer = await say(newPhone(), question)
      for (const words of says) expect(answer).toContain(words)
      // As every answer: its source and how old it is.
      expect(answer).toMatch(/Fuente|Source|Sous|Fonte/)
    },
    60_000,
  )
})

test.each([
  'a que consulado voy, soy guatemalteco y estoy en Kentucky',
  'donde queda el consulado de guatemala mas cerca, vivo en Kentucky',
  'soy chapin en kentucky q konsulado me toka',
  'busco mi consulado, soy de guatemala, vivo en kentucky',
  'telefono del consulado de guatemala en kentucky',
  'guatemalan consulate in Kentucky',
  'nearest Guatemalan consulate to Louisville, Kentucky',
])(
  'a paraphrase: %s',
  async (question) => {
    const answer = await say(newPhone(), question)
    expect(answer).toContain('Kentucky')
    expect(answer).toContain('minex.gob.gt')
    // The consulate in Ohio may serve Kentucky or not: no source says so.
    expect(answer).not.toContain('Columbus')
  },
  60_000,
)

test('a consulate that a source names in the state is named with its numbers, and that it serves the person is not said', async () => {
  const answer = await say(newPhone(), 'soy de Guatemala, vivo en Ohio, ¿cuál es mi consulado?')
  expect(answer).toContain('Sé de consulado en Columbus; puede haber más. Pregunte si le atiende.')
  expect(answer).toContain('+1 614 762 8119')
  expect(answer).not.toMatch(/le atiende: /)
}, 60_000)

test('country, then place: each is asked once, and the answer is understood', async () => {
  const phone = newPhone()
  expect(await say(phone, '¿cuál es mi consulado?')).toContain('¿De qué país se trata?')
  const general = await say(phone, 'El Salvador')
  expect(general).toContain('depende de dónde vive')
  expect(general).toContain('+1 888 301 1130')
  expect(general).toContain('¿En qué estado o ciudad vive?')
  expect(await say(phone, '(301)')).toMatch(/Maryland[\s\S]*Silver Spring/)
  // Known from now on: not asked again.
  const again = await say(phone, 'cuál es mi consulado')
  expect(again).toContain('Maryland')
  expect(again).not.toContain('¿En qué estado')
}, 60_000)

test('where somebody lives stands among their data, and goes with them', async () => {
  const phone = newPhone()
  await say(phone, 'soy de Honduras y vivo en Ohio, ¿cuál es mi consulado?')
  const [, address = '', token = ''] = /(https?:\/\/\S+\/mine)#([\w-]{22})/.exec(await say(phone, 'MIS DATOS')) ?? []
  const page = await fetch(address, { method: 'POST', body: new URLSearchParams({ token }) })
  expect(await page.text()).toContain('<li>us-OH</li>')
  await say(phone, 'BORRAR MIS DATOS')
  await t.provider.deliver({ channel: 'whatsapp', phone, text: 'si' })
  await until(isDone)
  const again = await say(phone, 'soy de Honduras, ¿cuál es mi consulado?')
  expect(again).not.toContain('Ohio')
}, 60_000)

test('a city there is no word on the country of somebody: "Santa Ana" of a Honduran is in California', async () => {
  const phone = newPhone()
  await say(phone, 'soy de Honduras, ¿cuál es mi consulado?')
  const answer = await say(phone, 'Santa Ana')
  expect(answer).toContain('consulado de Honduras atiende a California')
}, 60_000)

test('doubtful borders name both', async () => {
  const answer = await say(newPhone(), 'soy mexicano, vivo en Kansas City, qué consulado me toca')
  expect(answer).toMatch(/Misuri \/ Kansas|Kansas \/ Misuri/)
}, 60_000)

test('the area code of the number serves, is told, and gives way to what the person says', async () => {
  const phone = '+13055550611'
  expect(await say(phone, 'soy de Honduras, ¿cuál es mi consulado?')).toContain('Florida (su prefijo 305)')
  expect(await say(phone, 'no, vivo en Texas')).toContain('atiende a Texas')
}, 60_000)

test('whoever answers with another matter gets that, and the country can be put right', async () => {
  const phone = newPhone()
  await say(phone, 'soy de Honduras, ¿cuál es mi consulado?')
  expect(await say(phone, 'cómo saco mi pasaporte hondureño')).toMatch(/asaporte/)
  const other = newPhone()
  await say(other, 'soy de Honduras, ¿cuál es mi consulado?')
  expect(await say(other, 'no, soy de El Salvador')).toContain('+1 888 301 1130')
}, 60_000)

test('in Mexico the ministry is reached by WhatsApp: the free line is for the U.S.', async () => {
  const answer = await say(newPhone(), 'soy salvadoreño, estoy en Tapachula, cuál es mi consulado', 'sms')
  expect(answer).toContain('Chiapas')
  expect(answer).toContain('WhatsApp +503 7070 1071')
  expect(answer).not.toContain('888 301 1130')
}, 60_000)

test('what a card says of the consulates of that country is told beside', async () => {
  const answer = await say(newPhone(), 'soy hondureño, vivo en Ciudad Juárez, qué consulado me toca')
  expect(answer).toContain('atiende a Chihuahua')
  expect(answer).toContain('En México hay consulado en Guadalajara')
}, 60_000)

test('papers and prices at the consulate stay with their cards', async () => {
  const cost = await say(newPhone(), 'cuánto cuesta la matrícula consular, soy mexicano y vivo en Houston')
  expect(cost).toMatch(/41/)
  expect(cost).not.toContain('No tengo la lista')
  const appointment = await say(newPhone(), 'cómo saco cita para el pasaporte en el consulado de Honduras')
  expect(appointment).not.toContain('depende de dónde vive')
}, 60_000)

test('danger goes first', async () => {
  const answer = await say(newPhone(), 'mi marido me quiere matar, cuál es mi consulado, soy de Honduras y vivo en Ohio')
  expect(answer).not.toContain('No tengo la lista')
}, 60_000)

test('by SMS it fits two segments with its source', async () => {
  for (const question of [
    'soy de El Salvador, vivo en Carolina del Norte, ¿cuál es mi consulado?',
    'soy de Guatemala y vivo en Nueva York, que consulado me toca',
    'm se ayisyen, mwen rete Nouyòk, ki konsila ki pou mwen',
  ]) {
    const answer = await say(newPhone(), question, 'sms')
    expect(answer).toMatch(/Fuente|Sous/)
    expect(fitSegments(answer).segments).toBeLessThanOrEqual(2)
  }
}, 60_000)
