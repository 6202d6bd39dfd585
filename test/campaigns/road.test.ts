import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openVault } from '../../services/privacy/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'
import { seedAgreed } from './seed-agreed.ts'

const MASTER_KEY = 'ab'.repeat(32)
const DAY_MS = 86_400_000
const TEXTS = { es: 'Desde el lunes cambia la regla del permiso de trabajo.', en: 'From Monday the rule for the work permit changes.' }
const stores = bothStores()

describe.each(stores.settings)('campaigns, %s', (_name, settings) => {
  let t: TestApp
  let marta: ConsoleClient
  let ana: ConsoleClient
  // Noon in Guatemala.
  let now = Date.parse('2026-11-25T18:00:00Z')
  beforeAll(async () => {
    t = await startTestApp({ ...(await settings()), MASTER_KEY }, () => new Date(now))
    marta = await signedIn(t.app.url, t.app.demoStaff, 'Marta')
    ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
  }, 240_000)
  afterAll(() => t.stop())

  const out = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
  const texts = (phone: string) => out(phone).map((m) => m.text)
  const isNews = (text: string) => text.includes('permiso de trabajo')
  const say = async (phone: string, text: string, channel: 'sms' | 'whatsapp' = 'sms') => {
    const before = out(phone).length
    await t.provider.deliver({ channel, phone, text })
    await t.replies(phone, before + 1)
    return out(phone).at(-1)?.text ?? ''
  }
  const agree = async (phone: string, channel: 'sms' | 'whatsapp' = 'sms') => {
    expect(await say(phone, 'avisos', channel)).toContain('¿Quiere avisos')
    expect(await say(phone, 'si', channel)).toMatch(/est[aá] en la lista de avisos/)
  }
  const make = async (segment: object, over: object = {}) =>
    (await marta.ok<{ id: string }>('POST', '/campaigns', { name: 'Regla nueva', segment, texts: TEXTS, perMinute: 600, ...over })).id
  const read = (id: string) =>
    marta.ok<{ state: string; progress?: Record<string, number | null>; mayApprove: boolean }>('GET', `/campaigns/${id}`)
  const move = (id: string, what: string) => marta.call('POST', `/campaigns/${id}/move`, { move: what })
  // The clock of the test stands still unless it is moved: the rate is kept by it.
  const ended = (id: string) =>
    until(async () => {
      now += 25
      return ['done', 'stopped'].includes((await read(id)).state)
    })
  // Before the clock jumps: what is under way would lose its lease.
  const idle = () =>
    until(async () => (await t.app.store.db.selectFrom('job').select('id').where('state', '<>', 'dead').execute()).length === 0)
  const people = (tag: number, count: number) => Array.from({ length: count }, (_, i) => `+502551${tag}${String(i).padStart(3, '0')}`)

  test('asked in the chat, agreed to, sent by segment with the line how to end it; withdrawn by words, nothing more', async () => {
    const phones = people(1, 7)
    for (const phone of phones) await agree(phone)
    const [left = '', stopped = '', danger = ''] = phones
    expect(await say(left, 'sin avisos')).toMatch(/no le llegar[aá]n m[aá]s avisos/)
    expect(await say(danger, 'mi esposo me quiere matar')).toMatch(/110|1572|1555/)
    // Two more, so that the segment stays wide enough.
    for (const phone of people(2, 2)) await agree(phone)
    const preview = await marta.ok<{
      people: number
      smsSegments: number
      languages: { lang: string; text?: string; segments?: number }[]
    }>('POST', '/campaigns/preview', { segment: {}, texts: TEXTS })
    expect(preview.people).toBe(5)
    expect(preview.languages.map(({ lang, text }) => [lang, text !== undefined])).toEqual([
      ['es', true],
      ['en', true],
      ['ht', false],
      ['fr', false],
      ['pt', false],
    ])
    expect(preview.smsSegments).toBe(5 * (preview.languages[0]?.segments ?? 0))
    const id = await make({})
    await t.provider.deliver({ channel: 'sms', phone: stopped, text: 'STOP' })
    await t.replies(stopped, 3)
    expect((await move(id, 'start')).status).toBe(204)
    await ended(id)
    const reached = [...phones.slice(3), ...people(2, 2)]
    await until(() => reached.every((phone) => texts(phone).some(isNews)))
    for (const phone of reached) {
      const [news = ''] = texts(phone).filter(isNews)
      expect(news).toMatch(/^Casa.*: Desde el lunes/)
      expect(news).toContain('STOP')
      expect(texts(phone).filter(isNews)).toHaveLength(1)
    }
    for (const phone of [left, stopped, danger]) expect(texts(phone).some(isNews)).toBe(false)
    // Numbers as they may be told: six were reached, one in danger was left out.
    expect((await read(id)).progress).toEqual({ people: 5, sent: 5, leftOut: null, waiting: null })
    expect(JSON.stringify(await read(id))).not.toMatch(/502551/)
    // Told by hand, the same campaign does not begin again.
    expect((await move(id, 'start')).status).toBe(409)
  }, 60_000)

  test('paused nothing leaves, resumed the rest does, each once; STOP in the middle is heard', async () => {
    const vault = await openVault(t.app.store, [MASTER_KEY])
    const phones = await seedAgreed(t.app.store, vault, {
      count: 12,
      now,
      of: (i) => ({ phone: `+50255130${String(i).padStart(2, '0')}`, topics: ' fraud ' }),
    })
    // A minute on the clock of the test is as long as the test wants it: one message, then the next minute.
    const id = await make({ topic: 'fraud' }, { perMinute: 1 })
    const handled = async (campaign = id) => {
      const row = await t.app.store.db
        .selectFrom('campaign')
        .select(['sent', 'left_out', 'state'])
        .where('id', '=', campaign)
        .executeTakeFirstOrThrow()
      return row.state === 'done' ? phones.length + 1 : row.sent + row.left_out
    }
    const sentTo = () => phones.filter((phone) => texts(phone).some(isNews))
    await move(id, 'start')
    await until(() => sentTo().length === 1)
    await idle()
    now += 60_000
    await until(() => sentTo().length === 2)
    expect((await move(id, 'pause')).status).toBe(204)
    const before = sentTo().length
    await idle()
    now += 30 * 60_000
    const [quitter = ''] = phones.filter((phone) => !sentTo().includes(phone))
    await t.provider.deliver({ channel: 'sms', phone: quitter, text: 'STOP' })
    await t.replies(quitter, 1)
    expect(sentTo().length).toBe(before)
    expect((await move(id, 'resume')).status).toBe(204)
    // Half an hour passed: it goes on at its rate and makes nothing up for.
    // The third may be the one who said STOP: who comes when is chance.
    await until(async () => (await handled()) === 3)
    for (let known = await handled(); known <= phones.length; known = await handled()) {
      await idle()
      now += 60_000
      await until(async () => (await handled()) > known)
    }
    expect(phones.map((phone) => texts(phone).filter(isNews).length)).toEqual(phones.map((phone) => (phone === quitter ? 0 : 1)))
    const stoppedAt = await make({ topic: 'fraud' }, { perMinute: 1 })
    await move(stoppedAt, 'start')
    await until(async () => (await handled(stoppedAt)) > 0)
    expect((await move(stoppedAt, 'stop')).status).toBe(204)
    expect((await read(stoppedAt)).state).toBe('stopped')
    expect((await move(stoppedAt, 'resume')).status).toBe(409)
  }, 60_000)

  test('above a hundred people a second member of the staff approves; neither who wrote it nor another institution', async () => {
    const vault = await openVault(t.app.store, [MASTER_KEY])
    await seedAgreed(t.app.store, vault, {
      count: 101,
      now,
      of: (i) => ({ phone: `+50255140${String(i).padStart(3, '0')}`, topics: ' debt ' }),
    })
    const id = await make({ topic: 'debt' }, { perMinute: 1 })
    await move(id, 'start')
    expect((await read(id)).state).toBe('asked')
    expect((await read(id)).mayApprove).toBe(false)
    expect((await marta.call('POST', `/campaigns/${id}/approval`)).body).toMatchObject({ error: { code: 'P1063' } })
    const rosa = await signedIn(t.app.url, t.app.demoStaff, 'Rosa')
    expect((await rosa.call('POST', `/campaigns/${id}/approval`)).status).toBe(404)
    expect((await ana.call('POST', `/campaigns/${id}/move`, { move: 'start' })).status).toBe(403)
    // Changed after it was asked for: it has to be asked for again.
    const wish = { name: 'Otra', segment: { topic: 'debt' }, texts: TEXTS, perMinute: 1 }
    expect((await marta.call('PUT', `/campaigns/${id}`, wish)).status).toBe(204)
    expect((await ana.call('POST', `/campaigns/${id}/approval`)).status).toBe(409)
    await move(id, 'start')
    expect((await ana.call('POST', `/campaigns/${id}/approval`)).status).toBe(204)
    expect((await read(id)).state).toBe('running')
    await move(id, 'stop')
    const trail = await t.app.store.db.selectFrom('audit_event').select('kind').where('details', 'like', `%${id}%`).orderBy('seq').execute()
    expect(trail.map(({ kind }) => kind)).toEqual([
      'campaign-made',
      'campaign-asked',
      'campaign-changed',
      'campaign-asked',
      'campaign-approved',
      'campaign-stop',
    ])
  }, 60_000)

  test('a phone or link that no record has stops it, so does a segment of few', async () => {
    const bad = { ...TEXTS, es: 'Llame al 55 1234 5678 o entre a ayuda-migrante.xyz para su permiso.' }
    const answer = await marta.call('POST', '/campaigns', { name: 'Mala', segment: {}, texts: bad })
    expect(answer.status).toBe(422)
    expect(JSON.stringify(answer.body)).toContain('ayuda-migrante.xyz')
    const id = await make({ topic: 'pensions' })
    expect((await move(id, 'start')).body).toMatchObject({ error: { code: 'P1061' } })
    expect((await read(id)).state).toBe('draft')
  }, 60_000)

  test('on WhatsApp after a day only the template knocks; the words come when the person answers, and not when they say STOP', async () => {
    const phones = Array.from({ length: 6 }, (_, i) => `+5025516000${i}`)
    for (const phone of phones) await agree(phone, 'whatsapp')
    await t.app.store.db.updateTable('news_consent').set({ topics: ' housing ' }).where('channel', '=', 'whatsapp').execute()
    await idle()
    now += 2 * DAY_MS
    const id = await make({ topic: 'housing' })
    await move(id, 'start')
    await ended(id)
    await until(() => phones.every((phone) => texts(phone).at(-1)?.startsWith('Puente: hay un aviso para usted')))
    expect(phones.some((phone) => texts(phone).some(isNews))).toBe(false)
    const [reader = '', quitter = ''] = phones
    await t.provider.deliver({ channel: 'whatsapp', phone: reader, text: 'a ver' })
    await until(() => {
      now += 50 // what was just written is read first; the words come a moment later
      return texts(reader).filter(isNews).length === 1
    })
    await t.provider.deliver({ channel: 'whatsapp', phone: quitter, text: 'STOP' })
    // What was held for them is dropped, whoever takes it away first: the STOP itself, or the last look before sending.
    await until(async () => {
      now += 100
      const held = await t.app.store.db.selectFrom('message').select('status').where('kind', '=', 'campaign').execute()
      return held.some(({ status }) => status === 'dropped')
    })
    expect(texts(quitter).some(isNews)).toBe(false)
  }, 60_000)

  test('by night nothing leaves; in the morning where the person is it does', async () => {
    const vault = await openVault(t.app.store, [MASTER_KEY])
    const phones = await seedAgreed(t.app.store, vault, { count: 5, now, of: (i) => ({ phone: `+5025517000${i}`, topics: ' pensions ' }) })
    now = Math.floor(now / DAY_MS) * DAY_MS + DAY_MS + 6 * 3_600_000 // midnight in Guatemala
    const id = await make({ topic: 'pensions' })
    await move(id, 'start')
    await until(async () => {
      const rows = await t.app.store.db.selectFrom('campaign_person').select('not_before').where('campaign_id', '=', id).execute()
      return rows.length === 5 && rows.every(({ not_before }) => Number(not_before) > now)
    })
    expect(phones.some((phone) => texts(phone).some(isNews))).toBe(false)
    now += 9.5 * 3_600_000
    await until(() => phones.every((phone) => texts(phone).some(isNews)))
  }, 60_000)

  test('erased, a person is gone from every list, and what was told of a campaign does not change', async () => {
    const [phone = ''] = people(1, 7).slice(3)
    const campaigns = () => t.app.store.db.selectFrom('campaign').select(['id', 'people', 'sent', 'left_out']).orderBy('id').execute()
    const before = await campaigns()
    const held = await t.app.store.db.selectFrom('news_consent').select('person_id').execute()
    await say(phone, 'borrar mis datos')
    await t.provider.deliver({ channel: 'sms', phone, text: '1' })
    await until(async () => (await t.app.store.db.selectFrom('news_consent').select('person_id').execute()).length === held.length - 1)
    expect(await campaigns()).toEqual(before)
  }, 60_000)
})
