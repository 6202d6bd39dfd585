import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addFigures } from '../../services/store/index.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

type Counts = Record<string, number | null>
interface Figures {
  until: string
  totals: Counts
  days: { value: string; counts: Counts }[]
  weeks: { value: string; counts: Counts }[]
  by: Record<string, { value: string; counts: Counts }[]>
  waits: { upToMinutes: number | null; people: number | null }[]
  promise: { inTime: number | null; late: number | null }
}

const NOW = Date.parse('2026-11-25T15:00:00Z')
let t: TestApp
let now = NOW
let carlos: ConsoleClient
let own: string
let other: string

beforeAll(async () => {
  t = await startTestApp({}, () => new Date(now))
  carlos = await signedIn(t.app.url, t.app.demoStaff, 'Carlos')
  own = (await carlos.ok<{ officeId: string }>('GET', '/me')).officeId
  other = (await t.app.store.db.selectFrom('office').select('id').where('id', '!=', own).executeTakeFirstOrThrow()).id
}, 180_000)
afterAll(() => t.stop())

const figures = (office = own, month = '2026-11', client = carlos) => client.ok<Figures>('GET', `/offices/${office}/figures/${month}`)

function count(day: string, topic: string, counts: Record<string, number>, office = own): Promise<void> {
  const key = { day, officeId: office, by: { country: 'gt', topic, phase: 'after', lang: 'es', channel: 'sms' } }
  return addFigures(t.app.store.db, key, counts)
}

test('a month without data is an honest empty page, also one that has not begun', async () => {
  const empty = await figures(own, '2026-01')
  expect(Object.values(empty.totals).every((n) => n === null)).toBe(true)
  expect(empty.by.topic).toEqual([])
  expect((await figures(own, '2027-02')).days).toEqual([])
  expect((await carlos.call('GET', `/offices/${own}/figures/2026-13`)).status).toBe(400)
})

test('what was counted is told by day, week and kind, in steps of five, and few people not at all', async () => {
  await count('2026-11-03', 'passport', { people: 7, conversations: 7, conversations_month: 7, questions: 12, unanswered: 2 })
  await count('2026-11-04', 'passport', { people: 6, conversations: 6, conversations_month: 6, questions: 9, unanswered: 6 })
  await count('2026-11-04', 'asylum', { people: 3, conversations: 3, conversations_month: 3, questions: 33 })
  const told = await figures()
  expect(told.until).toBe('2026-11-24')
  expect(told.days.find(({ value }) => value === '2026-11-03')?.counts).toMatchObject({ questions: 10, conversations: 5, unanswered: null })
  expect(told.by.topic).toEqual([{ value: 'passport', counts: expect.objectContaining({ people: 10, questions: 20, unanswered: 5 }) }])
  expect(told.weeks.find(({ value }) => value === '2026-11-02/2026-11-08')?.counts.questions).toBe(50)
  expect(told.totals.questions).toBe(50)
})

test('today is not told yet: asking twice does not tell who came between', async () => {
  const before = JSON.stringify(await figures())
  await count('2026-11-25', 'passport', { people: 50, conversations: 50, questions: 50 })
  expect(JSON.stringify(await figures())).toBe(before)
  now = NOW + 86_400_000
  expect(JSON.stringify(await figures())).not.toBe(before)
  now = NOW
})

test("another office's figures are refused and the refusal is kept; an administrator sees all, a caseworker none", async () => {
  expect((await carlos.call('GET', `/offices/${other}/figures/2026-11`)).status).toBe(403)
  const kept = await t.app.store.db.selectFrom('audit_event').select('details').where('kind', '=', 'access-refused').execute()
  expect(kept.map((row) => JSON.parse(row.details))).toContainEqual(expect.objectContaining({ endpoint: 'figures', office: other }))
  const ivan = await signedIn(t.app.url, t.app.demoStaff, 'Ivan')
  expect((await figures(other, '2026-11', ivan)).until).toBe('2026-11-24')
  const ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
  expect((await ana.call('GET', `/offices/${own}/figures/2026-11`)).status).toBe(403)
})

test('the file says what the page says, and that it was taken is kept; the report is a PDF', async () => {
  const csv = await (await carlos.bytes(`/offices/${own}/figures/2026-11/file?as=csv`)).text()
  expect(csv).toContain('topic,passport,10+,10+,10+,20+,5+,<5,<5,<5')
  expect(csv).not.toContain('asylum')
  const pdf = await carlos.bytes(`/offices/${own}/figures/2026-11/file?as=pdf&lang=en`)
  expect(pdf.headers.get('content-type')).toContain('application/pdf')
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  const kept = await t.app.store.db.selectFrom('audit_event').select('details').where('kind', '=', 'figures-exported').execute()
  expect(kept.map((row) => JSON.parse(row.details).as)).toEqual(['csv', 'pdf'])
}, 60_000)

test('a conversation is counted while it happens, once a day, under the office that would take it, and without anybody in it', async () => {
  const rows = async (dimension = 'all') =>
    await t.app.store.db
      .selectFrom('daily_figure')
      .selectAll()
      .where('day', '=', '2026-11-25')
      .where('dimension', '=', dimension)
      .where('questions', '<', 50)
      .execute()
  const say = (text: string) => t.provider.deliver({ channel: 'whatsapp', phone: '+13465550411', text })
  const asked = async (questions: number) => {
    const sum = (await rows()).reduce((all, row) => all + row.questions, 0)
    return sum === questions
  }
  await say('soy de Guatemala, cómo saco mi pasaporte')
  await until(() => asked(1))
  await say('y cuánto cuesta el pasaporte')
  await until(() => asked(2))
  const counted = await rows()
  expect(counted.reduce((sum, row) => sum + row.conversations, 0)).toBe(1)
  expect((await rows('topic')).find((row) => row.value === 'passport')).toMatchObject({ people: 1 })
  expect((await rows('channel')).map((row) => row.value)).toEqual(['whatsapp'])
  expect(JSON.stringify(counted)).not.toMatch(/346555/)
  await say('BORRAR MIS DATOS')
  await say('SI')
  await until(async () => (await t.app.store.db.selectFrom('audit_event').select('kind').where('kind', '=', 'erased').execute()).length > 0)
  // What was counted stays counted.
  expect((await rows()).reduce((sum, row) => sum + row.questions, 0)).toBe(2)
}, 60_000)
