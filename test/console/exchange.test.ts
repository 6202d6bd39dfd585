import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { SCOPES } from '../../services/api/index.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
let receiver: Receiver
const staff: Record<string, ConsoleClient> = {}
beforeAll(async () => {
  t = await startTestApp({ WEBHOOK_LOCAL: 'true' })
  receiver = await startReceiver()
  const roles = t.app.demoStaff ?? []
  for (const role of ['curator', 'administrator', 'caseworker'])
    staff[role] = await signedIn(t.app.url, roles, roles.find((member) => member.role === role)?.name ?? '')
}, 180_000)
afterAll(async () => {
  await receiver.stop()
  await t.stop()
})
const as = (role: string) => staff[role] as ConsoleClient
const call = (method: string, path: string, key: string, body?: unknown) =>
  fetch(`${t.app.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('the exchange in the running service', () => {
  let key: string
  test('an administrator makes a key and nobody else does', async () => {
    const { offices } = await as('administrator').ok<{ offices: { id: string }[] }>('GET', '/offices')
    const wanted = { officeId: offices[0]?.id, name: 'Ministry', scopes: SCOPES, days: 30 }
    for (const role of ['curator', 'caseworker']) {
      expect((await as(role).call('POST', '/api-keys', wanted)).status).toBe(403)
      expect((await as(role).call('GET', '/api-keys')).status).toBe(403)
    }
    key = (await as('administrator').ok<{ key: string }>('POST', '/api-keys', wanted)).key
    const { keys } = await as('administrator').ok<{ keys: { name: string }[] }>('GET', '/api-keys')
    expect(keys).toMatchObject([{ name: 'Ministry' }])
    expect(JSON.stringify(keys)).not.toContain(key.split('_')[2])
  })

  test('what an institution proposes waits for the curator, who takes one field', async () => {
    const { data } = (await (await call('GET', '/services?country=hn&limit=1', key)).json()) as { data: Record<string, unknown>[] }
    const before = await readFile('content/services/hn/hn-911.yaml', 'utf8')
    const proposed = { ...data[0], name: 'Sistema 911', alert: 'Cerrado' }
    expect(await (await call('POST', '/proposals', key, { services: [proposed] })).json()).toEqual({
      services: 1,
      proposals: 1,
      faults: [],
    })
    expect((await as('caseworker').call('GET', '/proposals')).status).toBe(403)
    const { proposals } = await as('curator').ok<{ proposals: { id: string; service: string; changes: { field: string }[] }[] }>(
      'GET',
      '/proposals',
    )
    expect(proposals[0]?.changes.map((change) => change.field).sort()).toEqual(['alert.es', 'name.es'])
    const { text } = await as('curator').ok<{ text: string }>('POST', `/proposals/${proposals[0]?.id}/decision`, { accepted: ['name.es'] })
    expect(text).toContain('Sistema 911')
    expect(text).not.toContain('Cerrado')
    expect(await readFile('content/services/hn/hn-911.yaml', 'utf8')).toBe(before)
    expect((await as('curator').ok<{ proposals: unknown[] }>('GET', '/proposals')).proposals).toEqual([])
  })

  test('a webhook arrives, signed, from the running queue', async () => {
    const made = (await (await call('POST', '/webhooks', key, { url: receiver.url, events: ['referral.sent'] })).json()) as {
      id: string
      secret: string
    }
    expect((await call('POST', `/webhooks/${made.id}/test`, key)).status).toBe(204)
    const got = await until(() => receiver.received[0])
    expect(new Webhook(made.secret).verify(got.body, got.headers as Record<string, string>)).toMatchObject({ type: 'webhook.test' })
  }, 30_000)
})
