import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { countJobs } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { postSigned, smsFields } from '../support/signed-webhook.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const { settings } = bothStores()

describe.each(settings)('the road on %s', (_name, env) => {
  let t: TestApp
  beforeAll(async () => {
    t = await startTestApp(await env())
  }, 180_000)
  afterAll(async () => {
    await t.stop()
  })
  const webhook = () => `${t.app.url}/webhooks/twilio/messages`
  const rows = async () => (await t.app.store.db.selectFrom('message').selectAll().execute()).length

  test('a signed SMS is answered by the provider, from a reviewed card, with source and date, in two segments', async () => {
    const answer = await postSigned(
      webhook(),
      smsFields({ From: '+13465550001', Body: 'me deportaron y perdí mi acta, soy de Puebla' }),
      t.provider.authToken,
    )
    expect(answer).toMatchObject({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' })
    expect(answer.type).toContain('text/xml')
    const [reply] = await t.replies('+13465550001', 1)
    expect(reply?.text).toContain('gob.mx/ActaNacimiento')
    expect(reply?.text).toMatch(/Fuente: http\S+/)
    expect(reply?.text).toMatch(/confirme|\d{4}/)
    expect(reply?.segments).toBeLessThanOrEqual(2)
    expect(reply?.encoding).toBe('GSM-7')
    const stored = await until(async () => {
      const all = await t.app.store.db.selectFrom('message').selectAll().orderBy('seq').execute()
      return all.some((m) => m.status === 'delivered') && all
    })
    expect(stored.map((m) => [m.direction, m.sender, m.status])).toEqual([
      ['in', 'person', 'received'],
      ['out', 'bot', 'delivered'],
    ])
    expect(await countJobs(t.app.store.db)).toEqual({})
  })

  test('MORE brings the rest, page by page, each of two segments at most', async () => {
    for (let page = 2; page <= 3; page++) {
      await postSigned(webhook(), smsFields({ From: '+13465550001', Body: 'MAS' }), t.provider.authToken)
      const replies = await t.replies('+13465550001', page)
      expect(replies.at(-1)?.segments).toBeLessThanOrEqual(2)
    }
  })

  test('a signed WhatsApp message is answered in one message with its parts', async () => {
    await postSigned(
      webhook(),
      smsFields({
        From: 'whatsapp:+50255501234',
        To: 'whatsapp:+15005550001',
        Body: 'me robaron el DPI, como lo repongo',
        ProfileName: 'Ana',
        WaId: '50255501234',
      }),
      t.provider.authToken,
    )
    const replies = await t.replies('+50255501234', 1)
    expect(replies).toHaveLength(1)
    for (const part of ['RENAP', '*Pasos*', '*Costo*', 'Fuente:']) expect(replies[0]?.text).toContain(part)
    expect(replies[0]?.text.length).toBeLessThanOrEqual(1600)
  })

  test('the same MessageSid ten times at once and again later brings one reply', async () => {
    const fields = smsFields({ From: '+13465550002', Body: 'donde saco mi curp en mexico' })
    const all = await Promise.all(Array.from({ length: 10 }, () => postSigned(webhook(), fields, t.provider.authToken)))
    expect(all.map((a) => a.status)).toEqual(Array(10).fill(200))
    await t.replies('+13465550002', 1)
    await postSigned(webhook(), fields, t.provider.authToken)
    // A later message of the same person has its turn after any second turn of the first: two replies in all prove that there was none.
    await postSigned(webhook(), smsFields({ From: '+13465550002', Body: 'gracias' }), t.provider.authToken)
    expect(await t.replies('+13465550002', 2)).toHaveLength(2)
  })

  test('messages of one person are answered in their order', async () => {
    const from = '+13465550003'
    for (const text of ['soy de Guatemala', 'cuanto cuesta el pasaporte', 'gracias'])
      await postSigned(webhook(), smsFields({ From: from, Body: text }), t.provider.authToken)
    await t.replies(from, 3)
    const turns = (await t.app.store.db.selectFrom('message').select(['direction', 'seq', 'reply_to', 'id']).execute()).filter(
      (m) => m.direction === 'out' && m.reply_to,
    )
    expect(turns.length).toBeGreaterThan(0)
  })

  describe('refusals', () => {
    test.each([
      ['no signature', { signature: '' }],
      ['a wrong signature', { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
      ['a signature for another host', { url: 'https://elsewhere.example/webhooks/twilio/messages' }],
    ])('%s: 403, nothing stored, nothing echoed', async (_what, over) => {
      const before = await rows()
      const answer = await postSigned(webhook(), smsFields({ Body: 'canario-secreto' }), t.provider.authToken, over)
      expect(answer.status).toBe(403)
      expect(answer.type).toContain('text/xml')
      expect(answer.body).toContain('P1003')
      expect(answer.body).not.toContain('canario')
      expect(await rows()).toBe(before)
    })

    test.each(['/webhooks/twilio/messages/', '/Webhooks/Twilio/Messages'])('the door is one exact path: %s is 404', async (path) => {
      const target = t.app.url + path
      expect((await postSigned(target, smsFields(), t.provider.authToken)).status).toBe(404)
    })

    test('signed but a field missing: 400 that names it', async () => {
      const { From: _from, ...fields } = smsFields()
      const answer = await postSigned(webhook(), fields, t.provider.authToken)
      expect(answer.status).toBe(400)
      expect(answer.body).toContain('From')
    })

    test('a field changed after signing: 403', async () => {
      const fields = smsFields()
      const answer = await postSigned(webhook(), { ...fields, Body: 'changed' }, t.provider.authToken, { signature: 'x'.repeat(28) })
      expect(answer.status).toBe(403)
    })

    test('more than 64 kB: 413; malformed JSON: 400; unknown path: 404, all in one form', async () => {
      expect((await postSigned(webhook(), smsFields({ Body: 'x'.repeat(70_000) }), t.provider.authToken)).status).toBe(413)
      const json = await fetch(`${t.app.url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"id":',
      })
      expect([json.status, ((await json.json()) as { error: { code: string } }).error.code]).toEqual([400, 'P1001'])
      const unknown = await fetch(`${t.app.url}/nothing`)
      expect([unknown.status, ((await unknown.json()) as { error: { code: string } }).error.code]).toEqual([404, 'P1004'])
    })
  })

  test.each([
    ['a picture', { NumMedia: '1', MediaContentType0: 'image/jpeg', MediaUrl0: 'https://api.twilio.com/x', Body: '' }],
    ['a voice note', { NumMedia: '1', MediaContentType0: 'audio/ogg', MediaUrl0: 'https://api.twilio.com/x', Body: '' }],
    ['a sticker', { NumMedia: '1', MediaContentType0: 'image/webp', MediaUrl0: 'https://api.twilio.com/x', Body: '' }],
    ['a place', { Latitude: '14.6', Longitude: '-90.5', Body: '' }],
    ['nothing', { Body: '' }],
    ['control characters', { Body: '\u0001\u0002\u200b' }],
    ['only emoji', { Body: '🙏🙏😢' }],
    ['5,000 characters', { Body: 'palabra '.repeat(625) }],
    ['right-to-left text', { Body: 'أحتاج مساعدة في العودة' }],
  ])('%s gets a kind sentence with the way to a menu and a person', async (what, over) => {
    const from = `+1346556${String(what.length).padStart(4, '0')}`
    expect((await postSigned(webhook(), smsFields({ From: from, ...over }), t.provider.authToken)).status).toBe(200)
    const [reply] = await t.replies(from, 1)
    expect(reply?.text.length).toBeGreaterThan(20)
    expect(reply?.segments).toBeLessThanOrEqual(2)
  })

  test('a status report never goes backwards', async () => {
    const sent = await until(
      async () =>
        await t.app.store.db
          .selectFrom('message')
          .selectAll()
          .where('direction', '=', 'out')
          .where('channel', '=', 'sms')
          .where('status', '=', 'delivered')
          .executeTakeFirst(),
    )
    const target = `${t.app.url}/webhooks/twilio/status?m=${sent.id}`
    const report = {
      MessageSid: sent.provider_id ?? '',
      MessageStatus: 'sent',
      To: '+13465550001',
      From: '+15005550006',
      AccountSid: t.provider.accountSid,
    }
    expect((await postSigned(target, report, t.provider.authToken)).status).toBe(200)
    expect(await t.app.store.db.selectFrom('message').select('status').where('id', '=', sent.id).executeTakeFirst()).toEqual({
      status: 'delivered',
    })
  })

  test('health, readiness and counts; no word, number or name of a person in the log or in the counts', async () => {
    await postSigned(
      webhook(),
      smsFields({
        From: 'whatsapp:+50299998888',
        To: 'whatsapp:+15005550001',
        Body: 'canariosecreto quiero mi partida',
        ProfileName: 'Nombrecanario',
      }),
      t.provider.authToken,
    )
    await t.replies('+50299998888', 1)
    expect((await fetch(`${t.app.url}/healthz`)).status).toBe(200)
    const ready = (await (await fetch(`${t.app.url}/readyz`)).json()) as { status: string }
    expect(ready.status).toBe('ready')
    const metrics = await (await fetch(`${t.app.url}/metrics`)).text()
    expect(metrics).toMatch(/puente_messages_received_total\{channel="sms"\} \d+/)
    for (const secret of ['canariosecreto', '50299998888', 'Nombrecanario', '13465550001']) {
      expect(t.logs()).not.toContain(secret)
      expect(metrics).not.toContain(secret)
    }
    expect(t.logs()).toMatch(/"correlationId":"[\w-]{36}"/)
  })
})
