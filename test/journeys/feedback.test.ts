import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const ASK = '¿Le sirvió esta respuesta?'
const QUESTION = 'soy de Guatemala, cómo saco mi pasaporte'
const DAY_MS = 86_400_000

let t: TestApp
let nora: ConsoleClient
let now = Date.parse('2026-11-25T18:00:00Z')
beforeAll(async () => {
  t = await startTestApp({}, () => new Date(now))
  nora = await signedIn(t.app.url, t.app.demoStaff, 'Nora')
}, 180_000)
afterAll(() => t.stop())

const out = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
const rated = () => t.app.store.db.selectFrom('low_rated').selectAll().execute()
const isDone = async () =>
  (await t.app.store.db.selectFrom('job').select('id').where('state', 'not in', ['done', 'dead']).execute()).length === 0

/** What comes back for one message, once everything has left. */
async function say(phone: string, text: string, channel: 'sms' | 'whatsapp' = 'whatsapp'): Promise<string[]> {
  const before = out(phone).length
  await t.provider.deliver({ channel, phone, text })
  await t.replies(phone, before + 1)
  await until(isDone)
  return out(phone)
    .slice(before)
    .map((m) => m.text)
}

test('after an answer it is asked whether it helped, once a day; "no" asks why in one tap and goes to the curators', async () => {
  const phone = '+13465550501'
  expect(await say(phone, QUESTION)).toEqual([expect.stringContaining('asaporte'), ASK])
  expect(await say(phone, 'No sirve')).toEqual([expect.stringContaining('¿Qué le faltó?')])
  expect(await rated()).toMatchObject([{ topic: 'passport', country: 'gt', why: null }])
  expect(await say(phone, '2')).toEqual([expect.stringContaining('Una persona lo va a revisar')])
  const rows = await rated()
  expect(rows).toMatchObject([{ why: 'wrong', text: expect.stringContaining('pasaporte') }])
  expect(JSON.stringify(rows)).not.toMatch(/346555/)
  const { items } = await nora.ok<{ items: object[] }>('GET', '/curation?kind=low-rated')
  expect(items).toEqual([
    expect.objectContaining({ people: 1, card: rows[0]?.card, whys: { wrong: 1 }, file: expect.stringContaining('content/cards/') }),
  ])
  // The same day again: not asked; the next day it is.
  expect((await say(phone, QUESTION)).join('\n')).not.toContain(ASK)
  now += DAY_MS
  expect(await say(phone, QUESTION)).toContain(ASK)
}, 60_000)

test('a thumb is a word on the answer while it is open; what answers something else is not', async () => {
  const phone = '+13465550502'
  await say(phone, QUESTION)
  expect((await say(phone, '👍'))[0]).toContain('Gracias por decirlo. ¿Quiere avisos')
  expect((await say(phone, '👍')).join('\n')).not.toContain('Gracias por decirlo.')
  expect(await say('+13465550503', QUESTION)).toContain(ASK)
  expect((await say('+13465550503', 'no, soy de Honduras')).join('\n')).toContain('Honduras')
  const counted = await t.app.store.db
    .selectFrom('daily_figure')
    .select('useful')
    .where('dimension', '=', 'all')
    .where('useful', '>', 0)
    .execute()
  expect(counted).toEqual([{ useful: 1 }])
}, 60_000)

test('what is no reason is a question like any other, and nothing is lost', async () => {
  const phone = '+13465550504'
  await say(phone, QUESTION)
  await say(phone, 'no sirve')
  expect((await say(phone, 'cómo inscribo a mi hijo en la escuela en Guatemala')).join('\n')).toMatch(/escuel|inscri/i)
}, 60_000)

test('never after danger, and never to a phone that somebody watches', async () => {
  await say('+13465550505', 'mi marido me quiere matar')
  expect((await say('+13465550505', QUESTION)).join('\n')).not.toContain(ASK)
  await say('+13465550506', 'DISCRETO')
  expect((await say('+13465550506', QUESTION)).join('\n')).not.toContain(ASK)
}, 60_000)

test('by SMS it is asked in words, and only where the answer costs no more by it', async () => {
  const phone = '+13465550507'
  let asked = ''
  for (const question of [
    'cómo saco mi DPI en Guatemala',
    'dónde hay un albergue en México',
    'cómo saco mi acta de nacimiento en Honduras',
  ]) {
    now += DAY_MS
    const texts = await say(phone, question, 'sms')
    expect(texts).toHaveLength(1)
    asked = texts.find((text) => text.includes('NO SIRVE')) ?? asked
    if (asked) break
  }
  expect(asked).toContain('Responda SIRVE o NO SIRVE')
  expect((await say(phone, 'sirve', 'sms')).join()).toContain('Gracias por decirlo.')
}, 60_000)
