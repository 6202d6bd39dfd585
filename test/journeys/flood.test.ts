import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { countJobs } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { postSigned, smsFields } from '../support/signed-webhook.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const { settings } = bothStores()
const FLOOD = /muchos mensajes seguidos/
const LIMIT = 15

describe.each(settings)('more messages than a person can write, on %s', (_name, env) => {
  let t: TestApp
  let now = Date.parse('2026-11-25T12:00:00Z')
  beforeAll(async () => {
    t = await startTestApp(await env(), () => new Date(now))
  }, 180_000)
  afterAll(async () => {
    await t.stop()
  })
  const write = async (from: string, Body: string) => {
    const answer = await postSigned(`${t.app.url}/webhooks/twilio/messages`, smsFields({ From: from, Body }), t.provider.authToken)
    expect(answer.status).toBe(200)
    // One at a time, so that the order of replies is the order of messages.
    await until(async () => Object.keys(await countJobs(t.app.store.db)).length === 0)
  }
  const texts = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
  const silences = async () =>
    (await t.app.store.db.selectFrom('audit_event').selectAll().where('kind', '=', 'silence').execute()).filter((e) =>
      e.details.includes('flood'),
    )

  test('is told once, then silent, with a recorded reason; danger, STOP and other people are heard all the while', async () => {
    const one = '+13465550101'
    for (let i = 0; i < LIMIT; i++) await write(one, i === 0 ? 'hola' : 'gracias')
    expect(texts(one).some((m) => FLOOD.test(m.text))).toBe(false)
    const before = texts(one).length
    for (let i = 0; i < 3; i++) await write(one, 'gracias')
    expect(texts(one).length).toBe(before + 1)
    expect(texts(one).at(-1)?.text).toMatch(FLOOD)
    expect(await silences()).toHaveLength(2)

    await write('+13465550102', 'hola')
    expect(texts('+13465550102')).toHaveLength(1)

    await write(one, 'ya no quiero vivir, me voy a matar')
    expect(texts(one).at(-1)?.text).toMatch(/988|911/)
    await write(one, 'ALTO')
    expect(texts(one).at(-1)?.text).toMatch(/ALTA/)
  })

  test('a minute later the same person is answered again', async () => {
    const one = '+13465550103'
    for (let i = 0; i <= LIMIT + 1; i++) await write(one, 'gracias')
    const before = texts(one).length
    now += 61_000
    await write(one, 'hola')
    expect(texts(one).length).toBe(before + 1)
    expect(texts(one).at(-1)?.text).not.toMatch(FLOOD)
  })
})
