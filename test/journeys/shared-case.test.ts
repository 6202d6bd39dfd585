import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bothStores } from '../support/both-stores.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const stores = bothStores()
const PHONE = '+13465550301'
const START = Date.parse('2026-11-25T15:00:00Z')

interface Row {
  id: string
  number: string
}
interface Said {
  from: string
  text: string
  staffName?: string
  officeName?: string
}

describe.each(stores.settings)('a case that two offices see, on %s', (_name, settings) => {
  let t: TestApp
  /** Casa Puente, in the country of transit. */
  let ana: ConsoleClient
  /** The consulate of the country of origin. */
  let carlos: ConsoleClient
  /** A clinic that has nothing to do with it. */
  let rosa: ConsoleClient
  let row: Row
  let now = START
  beforeAll(async () => {
    t = await startTestApp(await settings(), () => new Date(now))
    ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
    carlos = await signedIn(t.app.url, t.app.demoStaff, 'Carlos')
    rosa = await signedIn(t.app.url, t.app.demoStaff, 'Rosa')
  }, 240_000)
  afterAll(async () => {
    await t.stop()
  })

  const out = () => t.provider.messages(PHONE).filter((m) => m.direction === 'out')
  async function tell(text: string): Promise<string> {
    now += 60_000
    const before = out().length
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text })
    return (await t.replies(PHONE, before + 1)).at(-1)?.text ?? ''
  }
  const asked = (pattern: RegExp) => until(() => out().find((m) => pattern.test(m.text))?.text)
  const of = (client: ConsoleClient, method: string, path: string, body?: unknown) => client.call(method, `/cases/${row.id}${path}`, body)
  const texts = async (client: ConsoleClient) =>
    (await client.ok<{ messages: Said[] }>('GET', `/cases/${row.id}/messages`)).messages.map((m) => m.text)
  const refusals = async () =>
    (await t.app.store.db.selectFrom('audit_event').select('details').where('kind', '=', 'access-refused').execute()).map(
      (one) => JSON.parse(one.details) as { endpoint: string },
    )

  test('a case at the first office, with needs and a plan', async () => {
    await tell('me deportaron y perdi mi acta, soy de Puebla')
    let accepted = await tell('PERSONA')
    for (let i = 0; i < 8 && !/Su caso es el/.test(accepted); i++) accepted = await tell('SI')
    row = (await ana.ok<{ rows: [Row] }>('GET', '/queue?view=unassigned')).rows[0]
    await of(ana, 'POST', '/claim')
    await asked(/Le atiende Ana/)
    await ana.ok('PUT', `/cases/${row.id}/needs`, { needs: { documents: 'perdió su acta en el camino' } })
    await ana.ok('PUT', `/cases/${row.id}/plan`, { steps: [{ text: 'Pedir copia del acta', state: 'open' }] })
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text: 'lo que cuento solo a ana' })
    await until(async () => (await texts(ana)).includes('lo que cuento solo a ana'))
  })

  test('another office sees nothing before the person agrees, and each refusal stands in the audit trail', async () => {
    for (const path of ['', '/messages', '/plan', '/notes', '/referrals', '/shares'])
      expect([path, (await of(carlos, 'GET', path)).status]).toEqual([path, 403])
    expect((await of(carlos, 'POST', '/packet', { why: 'ver' })).status).toBe(403)
    expect((await of(carlos, 'POST', '/shares', { kind: 'view', fields: ['plan'] })).status).toBe(403)
    expect((await refusals()).map((one) => one.endpoint)).toEqual(
      expect.arrayContaining(['readCase', 'messages', 'plan', 'packet', 'askShare', 'caseShares']),
    )
    // Nor does one of the office that does not have the case ask for another.
    const benoit = await signedIn(t.app.url, t.app.demoStaff, 'Benoit')
    expect((await of(benoit, 'POST', '/shares', { officeId: 'demo-consulate', kind: 'view', fields: ['plan'] })).status).toBe(403)
  })

  test('the person is asked part by part, strikes one, agrees; the office sees the rest and nothing else', async () => {
    await ana.ok('POST', `/cases/${row.id}/shares`, { officeId: 'demo-consulate', kind: 'view', fields: ['packet', 'needs', 'plan'] })
    const text = await asked(/Ana, de Casa Puente.*quiere que Consulado.*vea/s)
    expect(text).toMatch(/\d Lo que se anota de sus necesidades/)
    expect((await of(carlos, 'GET', '')).status).toBe(403)
    const n = /(\d) Lo que se anota/.exec(text)?.[1]
    expect(await tell(`quitar ${n}`)).not.toMatch(/necesidades/)
    expect(await tell('si')).toMatch(/Consulado.*puede ver eso y nada m.s/s)
    const info = await carlos.ok<Record<string, unknown>>('GET', `/cases/${row.id}`)
    expect(info).toMatchObject({
      ground: 'shared',
      isLead: false,
      sees: ['packet', 'plan'],
      topic: null,
      country: null,
      reason: '',
      events: [],
    })
    const plan = await carlos.ok<{ needs: object; steps: { text: string }[] }>('GET', `/cases/${row.id}/plan`)
    expect([plan.needs, plan.steps.map((step) => step.text)]).toEqual([{}, ['Pedir copia del acta']])
    const packet = await carlos.ok<{ parts: { key: string }[] }>('POST', `/cases/${row.id}/packet`, { why: 'preparar la cita' })
    expect(packet.parts.map((part) => part.key)).toEqual(expect.arrayContaining(['question', 'plan']))
    expect(packet.parts.map((part) => part.key)).not.toContain('needs')
    for (const [method, path, body] of [
      ['GET', '/messages', undefined],
      ['GET', '/notes', undefined],
      ['GET', '/referrals', undefined],
      ['POST', '/claim', undefined],
      ['PUT', '/plan', { steps: [] }],
      ['PUT', '/needs', { needs: {} }],
      ['POST', '/close', { outcome: 'solved', reason: 'x' }],
      ['POST', '/replies', { id: randomUUID(), text: 'hola' }],
    ] as const)
      expect([path, (await of(carlos, method, path, body)).status]).toEqual([path, 403])
    expect(JSON.stringify(await carlos.ok('GET', '/shared'))).toContain(row.number)
    expect((await of(rosa, 'GET', '')).status).toBe(403)
  })

  test('asking for more asks the person; messages are seen from the yes on', async () => {
    await carlos.ok('POST', `/cases/${row.id}/shares`, { kind: 'view', fields: ['messages'] })
    expect(await asked(/Carlos, de Consulado.*pide ver tambi.n/s)).toMatch(/1 Los mensajes de este chat desde ahora/)
    expect((await of(carlos, 'GET', '/messages')).status).toBe(403)
    await tell('si')
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text: 'ahora esto lo leen las dos' })
    await until(async () => (await texts(carlos)).includes('ahora esto lo leen las dos'))
    expect(await texts(carlos)).not.toContain('lo que cuento solo a ana')
    expect(await texts(ana)).toContain('lo que cuento solo a ana')
    // What was given before is still given, and a question that has its answer already is not put again.
    expect((await carlos.ok<{ sees: string[] }>('GET', `/cases/${row.id}`)).sees.sort()).toEqual(['messages', 'packet', 'plan'])
    expect((await of(carlos, 'POST', '/shares', { kind: 'view', fields: ['messages', 'plan'] })).status).toBe(400)
    // A no changes nothing.
    await carlos.ok('POST', `/cases/${row.id}/shares`, { kind: 'view', fields: ['needs'] })
    await asked(/pide ver tambi.n.*1 Lo que se anota de sus necesidades/s)
    expect(await tell('no')).toMatch(/No comparto nada con Consulado/)
    expect((await carlos.ok<{ sees: string[] }>('GET', `/cases/${row.id}`)).sees).not.toContain('needs')
  })

  test('two offices: each message says who writes, and the person can ask who sees what', async () => {
    await ana.ok('POST', `/cases/${row.id}/replies`, { id: randomUUID(), text: 'Ya pedí la copia.' })
    await asked(/^Ana, Casa Puente \(demo\): Ya ped/)
    let answer = await tell('quien ve mis datos')
    while (/MAS=seguir$/.test(answer)) answer += await tell('MAS')
    expect(answer).toMatch(/1 Casa Puente \(demo\):/)
    expect(answer).toMatch(/2 Consulado de Guatemala en Houston \(demo\): .*su plan/)
    expect(answer).toMatch(/QUITAR PERMISO y su n.mero/)
  })

  test('the case is handed over in the same chat; the first contact stays named; the first office keeps what it had and no more', async () => {
    await ana.ok('POST', `/cases/${row.id}/shares`, { officeId: 'demo-consulate', kind: 'handover', fields: ['packet', 'plan', 'history'] })
    const text = await asked(/Ana, de Casa Puente.*siga con su caso/s)
    expect(text).toMatch(/solo conservar.a lo que ya tiene/)
    const n = /(\d) Los mensajes de este chat desde el/.exec(text)?.[1]
    await tell(`quitar ${n}`)
    const agreed = await tell('si')
    expect(agreed).toMatch(/pasa a Consulado.*Su primer contacto fue Ana, de Casa Puente/s)
    const [waiting] = (await carlos.ok<{ rows: [Row] }>('GET', '/queue?view=unassigned')).rows
    expect(waiting.id).toBe(row.id)
    await carlos.ok('POST', `/cases/${row.id}/claim`)
    await asked(/Le atiende Carlos, de Consulado/)
    await carlos.ok('POST', `/cases/${row.id}/replies`, { id: randomUUID(), text: 'Seguimos aquí con su acta.' })
    await asked(/^Carlos, Consulado de Guatemala en Houston \(demo\): Seguimos/)
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text: 'esto ya es para carlos' })
    await until(async () => (await texts(carlos)).includes('esto ya es para carlos'))
    // The new office: needs were not asked for, older messages were struck.
    expect(await texts(carlos)).not.toContain('lo que cuento solo a ana')
    expect(await carlos.ok('GET', `/cases/${row.id}/plan`)).toMatchObject({ needs: {}, steps: [{ text: 'Pedir copia del acta' }] })
    expect(await carlos.ok('GET', `/cases/${row.id}`)).toMatchObject({
      isLead: true,
      firstContact: { name: 'Ana', office: 'Casa Puente (demo)' },
    })
    // The first office: what it had, as it stood.
    await carlos.ok('PUT', `/cases/${row.id}/plan`, { steps: [{ text: 'Cita en el consulado', state: 'open' }] })
    expect(await ana.ok('GET', `/cases/${row.id}/plan`)).toMatchObject({
      needs: { documents: 'perdió su acta en el camino' },
      steps: [{ text: 'Pedir copia del acta' }],
    })
    expect(await texts(ana)).toContain('lo que cuento solo a ana')
    expect(await texts(ana)).not.toContain('esto ya es para carlos')
    expect((await of(ana, 'POST', '/replies', { id: randomUUID(), text: 'hola' })).status).toBe(403)
    expect((await of(ana, 'PUT', '/plan', { steps: [] })).status).toBe(403)
    expect(await tell('como va mi caso')).toMatch(/lo lleva Carlos, de Consulado.*Su primer contacto: Ana, de Casa Puente/s)
  })

  test('the person ends one view by name, then the other; each is told, what was kept is gone', async () => {
    expect(await tell('quitar permiso a la casa puente')).toMatch(/Casa Puente \(demo\) ya no puede ver su caso.*Consulado/s)
    for (const path of ['', '/messages', '/plan', '/shares']) expect([path, (await of(ana, 'GET', path)).status]).toEqual([path, 403])
    expect((await of(ana, 'POST', '/packet', { why: 'ver' })).status).toBe(403)
    expect(JSON.stringify(await ana.ok('GET', '/alerts'))).toContain('revoked')
    const kept = await t.app.store.db.selectFrom('case_share').selectAll().where('office_id', '=', 'demo-casa').execute()
    expect(kept.map((share) => [share.state, share.needs_sealed, share.plan_sealed])).toEqual([['withdrawn', null, null]])
    expect(await texts(carlos)).toContain('esto ya es para carlos')
    expect(await tell('quitar permiso')).toMatch(/Consulado.*ya no puede ver sus datos/s)
    for (const path of ['/messages', '/plan']) expect([path, (await of(carlos, 'GET', path)).status]).toEqual([path, 403])
  })

  test('erasing the person takes every share along', async () => {
    await tell('BORRAR MIS DATOS')
    await tell('si')
    await until(async () => (await t.app.store.db.selectFrom('case_share').select('id').execute()).length === 0)
  })
})
