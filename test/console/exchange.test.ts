import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Webhook } from 'standardwebhooks'
import { SCOPES } from '../../services/api/index.ts'
import { addFigures, addReturnCount, countFollowUp } from '../../services/store/index.ts'
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

const MONTH = '2026-10'
interface IndicatorPage {
  readonly month: string
  readonly isOver: boolean
  readonly indicators: readonly {
    readonly id: string
    readonly rows: readonly { readonly country: string; readonly value: string; readonly people: number | null }[]
    readonly shares: readonly { readonly value: string; readonly percent: number }[]
  }[]
}
interface IndicatorAnswer {
  readonly month: string
  readonly isOver: boolean
  readonly data: readonly { readonly indicator: string; readonly country: string; readonly value: string; readonly people: number | null }[]
  readonly shares: readonly { readonly indicator: string; readonly value: string; readonly percent: number }[]
}

/** A month with something of every source that indicators have: counts, returns, check-ins, figures; few people too. */
async function countMonth(officeId: string): Promise<void> {
  const { db } = t.app.store
  const counted = { month: MONTH, office_id: officeId }
  for (const [indicator, value, country, n] of [
    ['request', 'made', 'gt', 22],
    ['request', 'accepted', 'gt', 13],
    ['request', 'made', 'hn', 3],
    ['contact-days', '1', 'gt', 11],
    ['referral-made', 'mx-curp', 'sv', 7],
    ['referral-refused', 'mx-curp', 'sv', 2],
  ] as const)
    await db
      .insertInto('indicator_count')
      .values({ ...counted, indicator, value, country, n })
      .execute()
  const returns = { people: 9, papers_told: 9, without_papers: 6, skills_told: 8, with_skills: 5, children_told: 2, with_children: 1 }
  await addReturnCount(db, { ...counted, country: 'gt', ...returns })
  for (let i = 0; i < 12; i++)
    await countFollowUp(db, { officeId, country: 'gt', period: MONTH, measure: 'step', month: 3, value: i < 7 ? 'yes' : 'no' })
  const by = { country: 'gt', topic: 'passport', phase: 'after', lang: 'es', channel: 'sms' }
  const counts = { conversations: 17, conversations_month: 17, people: 17, questions: 31, unanswered: 8, useful: 16, not_useful: 6 }
  await addFigures(db, { day: `${MONTH}-20`, officeId, by }, counts)
}

describe('the exchange in the running service', () => {
  let key: string
  let office: string
  test('an administrator makes a key and nobody else does', async () => {
    const { offices } = await as('administrator').ok<{ offices: { id: string }[] }>('GET', '/offices')
    office = offices[0]?.id ?? ''
    const wanted = { officeId: office, name: 'Ministry', scopes: SCOPES, days: 30 }
    for (const role of ['curator', 'caseworker']) {
      expect((await as(role).call('POST', '/api-keys', wanted)).status).toBe(403)
      expect((await as(role).call('GET', '/api-keys')).status).toBe(403)
    }
    key = (await as('administrator').ok<{ key: string }>('POST', '/api-keys', wanted)).key
    const { keys } = await as('administrator').ok<{ keys: { name: string }[] }>('GET', '/api-keys')
    expect(keys).toMatchObject([{ name: 'Ministry' }])
    expect(JSON.stringify(keys)).not.toContain(key.split('_').slice(2).join('_'))
  })

  test('an institution reads the same indicators as stand on its page and in its table, number by number', async () => {
    await countMonth(office)
    const page = await as('administrator').ok<IndicatorPage>('GET', `/offices/${office}/indicators/${MONTH}`)
    const answer = (await (await call('GET', `/indicators?month=${MONTH}`, key)).json()) as IndicatorAnswer
    expect([answer.month, answer.isOver]).toEqual([page.month, page.isOver])
    const name = (country: string) => (country === '' ? 'all' : country)
    expect(answer.data).toEqual(
      page.indicators.flatMap(({ id, rows }) =>
        rows.map(({ country, value, people }) => ({ month: MONTH, indicator: id, country: name(country), value, people })),
      ),
    )
    expect(answer.shares).toEqual(
      page.indicators.flatMap(({ id, shares }) => shares.map(({ value, percent }) => ({ indicator: id, value, percent }))),
    )
    // What was counted above is really there, and few are not.
    expect(answer.data).toContainEqual({ month: MONTH, indicator: 'request', country: 'gt', value: 'made', people: 20 })
    expect(answer.data.filter(({ indicator, country }) => indicator === 'referral-refused' || country === 'hn')).toEqual([])
    expect(new Set(answer.shares.map(({ indicator }) => indicator))).toEqual(
      new Set(['request', 'step', 'satisfaction', 'papers', 'skills']),
    )
    const csv = await (await as('administrator').bytes(`/offices/${office}/indicators/${MONTH}/file?as=csv`)).text()
    expect(
      csv
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',').slice(1, 5).join(' ')),
    ).toEqual(answer.data.map(({ indicator, country, value, people }) => `${indicator} ${country} ${value} ${people}+`))
    const open = (await (await call('GET', '/indicators?month=2099-01', key)).json()) as IndicatorAnswer
    expect(open).toEqual({ month: '2099-01', isOver: false, data: [], shares: [] })
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
