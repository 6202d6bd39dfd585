import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createLogger } from '../../services/observability/index.ts'
import { keepOffices, openOffices } from '../../services/offices/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const CONSULATE = '/offices/demo-consulate'
const SNOW = { texts: { es: 'Hoy cerrado por nieve', en: 'Closed today because of snow' }, closes: true, until: '2026-11-25' }
const stores = bothStores()

describe.each(stores.settings)('an office sets its own desk (%s)', (_store, env) => {
  let t: TestApp
  // A Wednesday, nine in the morning in Houston.
  let now = Date.parse('2026-11-25T15:00:00Z')
  let carlos: ConsoleClient
  let ana: ConsoleClient
  beforeAll(async () => {
    t = await startTestApp(await env(), () => new Date(now))
    carlos = await signedIn(t.app.url, t.app.demoStaff, 'Carlos')
    ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
  }, 180_000)
  afterAll(async () => {
    await t.stop()
  })

  const settings = async () => await carlos.ok<Record<string, unknown> & { version: number }>('GET', `${CONSULATE}/settings`)
  const form = async (over: object = {}) => {
    const { version, hours, holidays, closedOn, openOn, serves, languages, duty, answerMinutes } = await settings()
    return { version, hours, holidays, closedOn, openOn, serves, languages, duty, answerMinutes, ...over }
  }
  const put = async (over: object) => await carlos.call('PUT', `${CONSULATE}/settings`, await form(over))
  const codeOf = ({ body }: { body: { error?: { code: string } } }) => body.error?.code
  const audit = async (kind: string) =>
    (await t.app.store.db.selectFrom('audit_event').select('details').where('kind', '=', kind).execute()).map(
      (row) => JSON.parse(row.details) as Record<string, string>,
    )
  const isDone = async () => {
    const open = t.app.store.db.selectFrom('job').select('id').where('kind', 'in', ['run-turn', 'send-message'])
    return (await open.where('state', 'in', ['ready', 'running']).execute()).length === 0
  }
  /** Everything that is answered to one message. */
  const ask = async (phone: string, text: string): Promise<string> => {
    const out = () => t.provider.messages(phone).filter((m) => m.direction === 'out')
    const before = out().length
    await t.provider.deliver({ channel: 'whatsapp', phone, text })
    await until(isDone)
    return out()
      .slice(before)
      .map((m) => m.text)
      .join('\n')
  }

  test('its staff see what is set, the holidays that come, and who can be on duty', async () => {
    expect(await settings()).toMatchObject({
      name: 'Consulado de Guatemala en Houston (demo)',
      isOpen: true,
      holidays: ['US', 'GT'],
      answerMinutes: 120,
      notice: null,
      staff: [{ firstName: 'Carlos' }],
    })
    const { upcoming } = (await settings()) as unknown as { upcoming: { date: string; country: string }[] }
    expect(upcoming).toContainEqual(expect.objectContaining({ date: '2026-11-26', country: 'US' }))
  })

  test("another office's settings are refused and the attempt is kept", async () => {
    for (const [method, path] of [
      ['GET', '/offices/demo-casa/settings'],
      ['PUT', '/offices/demo-casa/settings'],
      ['PUT', '/offices/demo-casa/notice'],
      ['DELETE', '/offices/demo-casa/notice'],
    ] as const)
      expect(codeOf(await carlos.call(method, path, method === 'PUT' ? SNOW : undefined))).toBe('P1009')
    expect(codeOf(await ana.call('GET', '/offices/demo-casa/settings'))).toBe('P1009')
    const refused = (await audit('access-refused')).filter(({ office }) => office === 'demo-casa')
    expect(refused.map(({ endpoint }) => endpoint).sort()).toEqual(
      ['officeSettings', 'officeSettings', 'putNotice', 'saveOfficeSettings', 'takeNoticeDown'].sort(),
    )
  })

  test.each([
    ['a shift that ends before it begins', { hours: { mon: [['17:00', '08:00']] } }],
    [
      'shifts one over the other',
      {
        hours: {
          mon: [
            ['08:00', '12:00'],
            ['11:00', '15:00'],
          ],
        },
      },
    ],
    ['a time that no clock shows', { hours: { mon: [['08:00', '25:00']] } }],
    ['a state of another country', { serves: ['mx-CHP'] }],
    ['no language', { languages: [] }],
    ['a language of nobody here', { languages: ['xx'] }],
    ['a promise of no time', { answerMinutes: 0 }],
    ['a country without a table', { holidays: ['ZZ'] }],
    ['a day that is none', { closedOn: ['2026-02-30'] }],
    ['somebody of another office on duty', { duty: { mon: ['somebody'] } }],
    ['a field that nobody may set', { name: 'Embajada' }],
  ])('%s is refused, and nothing is changed', async (_what, over) => {
    const before = await settings()
    expect(codeOf(await put(over))).toBe('P1002')
    expect(await settings()).toEqual(before)
  })

  test('what was changed meanwhile by somebody else is not overwritten', async () => {
    const first = await form({ answerMinutes: 60 })
    expect((await carlos.call('PUT', `${CONSULATE}/settings`, first)).status).toBe(204)
    expect(codeOf(await carlos.call('PUT', `${CONSULATE}/settings`, { ...first, answerMinutes: 30 }))).toBe('P1050')
    expect(await settings()).toMatchObject({ answerMinutes: 60 })
    expect(await audit('office-settings-changed')).toEqual([expect.objectContaining({ office: 'demo-consulate' })])
  })

  test('who is on duty is told of a new case; the others are not', async () => {
    const { staff } = (await settings()) as unknown as { staff: { id: string }[] }
    await put({ duty: { wed: [staff[0]?.id] } })
    expect(await carlos.ok('GET', `${CONSULATE}/duty`)).toEqual({ staff: [{ id: staff[0]?.id, firstName: 'Carlos' }] })
    const phone = '+13465550120'
    await ask(phone, 'soy de Guatemala y estoy en Houston, necesito renovar mi pasaporte')
    await ask(phone, 'PERSONA')
    expect(await ask(phone, 'si')).toMatch(/unos 60 minutos/)
    const alerts = await t.app.store.db.selectFrom('staff_alert').select(['staff_id', 'role']).where('kind', '=', 'new-case').execute()
    expect(alerts).toEqual([{ staff_id: staff[0]?.id, role: null }])
  })

  test.each([
    ['a number', 'Llame al 502 2410 0000'],
    ['a link', 'Vea consulado-gt.com/cita'],
    ['a short link', 'Escriba a wa.me/5022410'],
    ['a mail address', 'Escriba a x@y.org'],
  ])('a notice with %s is refused', async (_what, es) => {
    expect(codeOf(await carlos.call('PUT', `${CONSULATE}/notice`, { ...SNOW, texts: { es } }))).toBe('P1051')
  })

  test.each([
    ['without words', { texts: {} }],
    ['longer than a text message takes', { texts: { es: 'nieve '.repeat(30) } }],
    ['until yesterday', { until: '2026-11-24' }],
    ['of a year', { until: '2027-11-25' }],
  ])('a notice %s is refused', async (_what, over) => {
    expect(codeOf(await carlos.call('PUT', `${CONSULATE}/notice`, { ...SNOW, ...over }))).toBe('P1002')
    expect((await settings()).notice).toBeNull()
  })

  test('the notice of the day stands before answers about that consulate, and before its hand-off, and nowhere else', async () => {
    expect((await carlos.call('PUT', `${CONSULATE}/notice`, SNOW)).status).toBe(204)
    const phone = '+13465550121'
    const told = /Consulado de Guatemala en Houston \(demo\) est. cerrado hasta el 25 nov 2026 inclusive: Hoy cerrado por nieve/
    expect(await ask(phone, 'soy de Guatemala y estoy en Houston, necesito renovar mi pasaporte')).toMatch(told)
    const offer = await ask(phone, 'PERSONA')
    expect(offer).toMatch(told)
    expect(await ask(phone, 'quitar 1')).not.toMatch(told)
    // Shut today and on the holiday tomorrow: the promise counts from Friday.
    expect(await ask(phone, 'si')).toMatch(/cerrado: abre el 27 nov 2026 a las 8:00/)
    expect(await ask('+13465550122', 'soy de México y estoy en Houston, necesito renovar mi pasaporte')).not.toMatch(/nieve/)
    expect(await ask('+13465550123', 'soy de Guatemala y estoy en Houston, ¿dónde hay cursos de oficio?')).not.toMatch(/nieve/)
    expect(await ask('+13465550124', 'soy de Guatemala y estoy en Houston, me quiero matar')).not.toMatch(/nieve/)
  })

  test('it is told in the language it was written in that is nearest', async () => {
    expect(await ask('+13465550125', "I am from Guatemala, I'm in Houston and I need to renew my passport")).toMatch(
      /closed through 25 Nov 2026: Closed today because of snow/,
    )
  })

  test('a consulate that says which states it serves is that of nobody in another state', async () => {
    expect((await put({ serves: ['us-TX', 'us-LA'] })).status).toBe(204)
    expect(await ask('+13465550131', 'soy de Guatemala y vivo en Houston, Texas, ¿cuál es mi consulado?')).toMatch(/nieve/)
    const phone = '+13465550132'
    expect(await ask(phone, 'soy de Guatemala y vivo en Columbus, Ohio, ¿cuál es mi consulado?')).not.toMatch(/nieve/)
    expect(await ask(phone, 'PERSONA')).toMatch(/Casa Puente/)
    expect((await put({ serves: [] })).status).toBe(204)
  })

  test('on the day after its last it is gone by itself; taken down it is gone at once', async () => {
    now += 24 * 3_600_000
    const question = 'soy de Guatemala y estoy en Houston, necesito renovar mi pasaporte'
    expect(await ask('+13465550126', question)).not.toMatch(/nieve/)
    expect((await settings()).notice).toBeNull()
    expect((await carlos.call('PUT', `${CONSULATE}/notice`, { ...SNOW, closes: false, until: '2026-11-27' })).status).toBe(204)
    expect(await ask('+13465550127', question)).toMatch(/aviso hasta el 27 nov 2026: Hoy cerrado por nieve/)
    expect((await carlos.call('DELETE', `${CONSULATE}/notice`)).status).toBe(204)
    expect(await ask('+13465550128', question)).not.toMatch(/nieve/)
    expect((await audit('office-notice-taken-down')).length).toBe(1)
  })
})

describe.each(stores.engines)('several processes (%s)', (_store, open) => {
  test('a change in one is known in the other', async () => {
    const engine = await open()
    const { db } = engine
    await db.insertInto('agency').values({ id: 'a', name: 'A', kind: 'consulate', created_at: 0 }).execute()
    const office = { id: 'o', agency_id: 'a', name: 'O', country: 'gt', place: null, topics: '[]', phases: '[]', languages: '["es"]' }
    const rest = { hours: '{}', timezone: 'UTC', holidays: '[]', answer_minutes: 30, silence_minutes: 60, is_active: 1, created_at: 0 }
    await db
      .insertInto('office')
      .values({ ...office, ...rest })
      .execute()
    const there = openOffices(engine, () => new Date('2026-11-25T12:00:00Z'))
    const listeners = new Set<() => void>()
    const news = { on: (_: string, f: () => void) => listeners.add(f), off: (_: string, f: () => void) => listeners.delete(f) }
    const kept = keepOffices({ offices: there, news, logger: createLogger('silent') })
    kept.start()
    await there.reload()
    expect(there.noticeOf('o', 'es')).toBeUndefined()
    await db
      .insertInto('office_notice')
      .values({
        id: 'n',
        office_id: 'o',
        texts: '{"fr":"Ferme"}',
        closes: 0,
        until_day: '2026-11-25',
        made_by: 's',
        made_at: 0,
        ended_at: null,
      })
      .execute()
    for (const listener of listeners) listener()
    expect(await until(() => there.noticeOf('o', 'ht'))).toMatchObject({ text: 'Ferme' })
    await kept.stop()
    expect(listeners.size).toBe(0)
    await engine.close()
  })
})
