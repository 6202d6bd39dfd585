import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { countJobs, type MessageRow } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { postSigned, smsFields } from '../support/signed-webhook.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const { settings } = bothStores()
const FROM = '+13465550901'
/** Whoever writes it and whatever it is: each goes through the one way out. */
const LATER: readonly (readonly [string, Partial<Pick<MessageRow, 'sender' | 'kind'>>])[] = [
  ['an answer of the bot', { sender: 'bot', kind: 'answer' }],
  ['a question of the bot', { sender: 'bot', kind: 'question' }],
  ['a crisis text', { sender: 'bot', kind: 'crisis' }],
  ['a notice', { sender: 'bot', kind: 'notice' }],
  ['a confirmation', { sender: 'bot', kind: 'confirmation' }],
  ["a caseworker's words", { sender: 'staff', kind: 'message' }],
  ["a caseworker's words that were held", { sender: 'staff', kind: 'answer' }],
  ['a knock by template', { sender: 'staff', kind: 'notice' }],
  ['a campaign', { sender: 'bot', kind: 'message' }],
  ['a reminder', { sender: 'bot', kind: 'knock' }],
]

describe.each(settings)('after STOP, on %s', (_name, env) => {
  let t: TestApp
  beforeAll(async () => {
    t = await startTestApp(await env())
  }, 180_000)
  afterAll(async () => {
    await t.stop()
  })
  const post = async (fields: Record<string, string>) => {
    const answer = await postSigned(`${t.app.url}/webhooks/twilio/messages`, smsFields({ From: FROM, ...fields }), t.provider.authToken)
    expect(answer.status).toBe(200)
    await until(async () => Object.keys(await countJobs(t.app.store.db)).length === 0)
  }
  const out = () => t.provider.messages(FROM).filter((m) => m.direction === 'out')

  test('one confirmation, then nothing on that channel, whoever sends; START brings answers back', async () => {
    const { db } = t.app.store
    await post({ Body: 'hola' })
    await post({ Body: 'ya no me manden mensajes' })
    const confirmed = out().length
    expect(out().at(-1)?.text).toMatch(/ALTA/)
    const [suppression] = await db.selectFrom('suppression').selectAll().execute()
    expect(suppression).toMatchObject({ channel: 'sms', word: 'ya no me manden mensajes' })
    expect(Number(suppression?.since)).toBeGreaterThan(0)

    const template = await db.selectFrom('message').selectAll().where('direction', '=', 'out').executeTakeFirstOrThrow()
    for (const [i, [, over]] of LATER.entries()) {
      const id = randomUUID()
      await db
        .insertInto('message')
        .values({ ...template, ...over, id, seq: 1000 + i, provider_id: null, status: 'queued', attempted_at: null })
        .execute()
      await db
        .insertInto('job')
        .values({
          id: randomUUID(),
          kind: 'send-message',
          lane: 'send-message',
          conversation_id: template.conversation_id,
          message_id: id,
          priority: 5,
          state: 'ready',
          attempts: 0,
          run_at: 0,
          lease_until: null,
          lease_token: null,
          last_code: null,
          correlation_id: 'c',
          created_at: Date.now(),
          updated_at: Date.now(),
        })
        .execute()
    }
    // What a person writes after STOP is kept and answered with nothing: questions, danger, keywords, pictures.
    for (const Body of ['perdí mi acta', 'AYUDA', 'MENU', 'MAS', 'persona', '1', 'me voy a matar', 'STOP']) await post({ Body })
    await post({ Body: '', NumMedia: '1', MediaContentType0: 'image/jpeg', MediaUrl0: 'https://example.invalid/a.jpg' })
    expect(out()).toHaveLength(confirmed)
    const dropped = await db.selectFrom('message').select('provider_code').where('status', '=', 'dropped').execute()
    expect(dropped).toEqual(LATER.map(() => ({ provider_code: 'opted-out' })))
    const silences = await db.selectFrom('audit_event').select('details').where('kind', '=', 'silence').execute()
    expect(silences).toHaveLength(9)

    await post({ Body: 'ALTA' })
    expect(out()).toHaveLength(confirmed + 1)
    await post({ Body: 'hola' })
    expect(out()).toHaveLength(confirmed + 2)
  })

  test('what the provider has answered by itself is recorded and not doubled', async () => {
    const before = out().length
    await post({ Body: 'STOP', OptOutType: 'STOP' })
    await post({ Body: 'hola' })
    expect(out()).toHaveLength(before)
    await post({ Body: 'START', OptOutType: 'START' })
    expect(out()).toHaveLength(before)
    await post({ Body: 'hola' })
    expect(out()).toHaveLength(before + 1)
  })
})
