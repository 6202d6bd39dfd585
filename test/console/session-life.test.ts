import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { codeFor } from '../support/codes.ts'
import { consoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
beforeAll(async () => {
  t = await startTestApp()
}, 180_000)
afterAll(() => t.stop())

const signIn = (name: string) => signedIn(t.app.url, t.app.demoStaff, name)
const member = (name: string) => t.app.demoStaff?.find((m) => m.name === name) ?? { email: '', password: '', totpSecret: '' }
const sessions = async () =>
  (await t.app.store.db
    .selectFrom('auth_session' as never)
    .selectAll()
    .execute()) as { createdAt: unknown }[]
const trail = async () =>
  (await t.app.store.db.selectFrom('audit_event').select(['kind', 'details']).orderBy('seq', 'desc').limit(3).execute()).map(
    (row) => row.kind,
  )

describe('a session of staff', () => {
  test('ends twelve hours after it began, however much it is used', async () => {
    const rosa = await signIn('Rosa')
    expect((await rosa.call('GET', '/me')).status).toBe(200)
    const begun = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
    const move = (hours: number) =>
      t.app.store.db
        .updateTable('auth_session' as never)
        .set({ createdAt: begun(hours) } as never)
        .execute()
    await rosa.ok('POST', '/session/use')
    await move(11.9)
    expect((await rosa.call('GET', '/me')).status).toBe(200)
    await move(12.1)
    expect((await rosa.call('GET', '/me')).status).toBe(401)
    await move(1)
    // Its row is gone: it does not come back.
    expect((await rosa.call('GET', '/me')).status).toBe(401)
  })

  test('ends when nobody has used it by hand for half an hour; what the page asks for by itself is no use', async () => {
    const carlos = await signIn('Carlos')
    const { idleMs } = await carlos.ok<{ idleMs: number }>('GET', '/me')
    expect(idleMs).toBe(30 * 60_000)
    const used = (minutes: number) =>
      t.app.store.db
        .updateTable('session_use')
        .set({ used_at: Date.now() - minutes * 60_000 })
        .execute()
    const stood = async () => {
      const rows = await t.app.store.db.selectFrom('session_use').select('used_at').execute()
      return Math.max(...rows.map((row) => row.used_at))
    }
    expect((await carlos.call('POST', '/session/use')).status).toBe(204)
    await used(29)
    const before = await stood()
    for (const path of ['/me', '/queue', '/alerts', '/offices']) expect((await carlos.call('GET', path)).status).toBe(200)
    expect(await stood()).toBe(before)
    // A key that is pressed now: half an hour more.
    await carlos.ok('POST', '/session/use')
    await used(20)
    expect((await carlos.call('GET', '/me')).status).toBe(200)
    await used(31)
    expect((await carlos.call('POST', '/session/use')).status).toBe(401)
    await used(0)
    expect((await carlos.call('GET', '/me')).status).toBe(401)
  })

  test('of the same browser ends when somebody signs in there again', async () => {
    const luz = await signIn('Luz')
    const before = (await sessions()).length
    await luz.ok('POST', '/sign-in', { email: member('Luz').email, password: member('Luz').password })
    expect(await sessions()).toHaveLength(before - 1)
    await luz.ok('POST', '/sign-in/code', { code: await codeFor(member('Luz').totpSecret) })
    expect(await sessions()).toHaveLength(before)
    expect((await luz.call('GET', '/me')).status).toBe(200)
  })

  test('that was ended hears nothing more on a stream that was open', async () => {
    const phone = '+13465550219'
    const ana = await signIn('Ana')
    const benoit = await signIn('Benoit')
    const stream = await benoit.bytes('/stream')
    const reader = stream.body?.getReader()
    let heard = ''
    const listening = (async () => {
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { done: true }
        if (done) return 'ended'
        heard += Buffer.from(value).toString()
      }
    })()
    const say = async (text: string) => {
      const sent = t.provider.messages(phone).filter((m) => m.direction === 'out').length
      await t.provider.deliver({ channel: 'sms', phone, text })
      await t.replies(phone, sent + 1)
    }
    await say('PERSONA')
    for (let i = 0; i < 5; i++) await say('SI').catch(() => undefined)
    await until(() => heard.includes('event: case'))
    const ivan = await signIn('Ivan')
    const { staff } = await ivan.ok<{ staff: { id: string; firstName: string }[] }>('GET', '/staff')
    await ivan.ok('DELETE', `/staff/${staff.find((s) => s.firstName === 'Benoit')?.id}/sessions`)
    const soFar = heard
    const { rows } = await ana.ok<{ rows: { id: string }[] }>('GET', '/queue?view=unassigned')
    await ana.ok('POST', `/cases/${rows[0]?.id}/claim`)
    await ana.ok('POST', `/cases/${rows[0]?.id}/replies`, { id: randomUUID(), text: 'le escribo yo' })
    expect(await listening).toBe('ended')
    expect(heard).toBe(soFar)
  }, 15_000)

  test('its beginning, its end and a try at a locked account stand in the trail', async () => {
    const nora = await signIn('Nora')
    expect(await trail()).toContain('staff-signed-in')
    await nora.ok('POST', '/sign-out')
    expect(await trail()).toContain('staff-signed-out')
    expect((await nora.call('GET', '/me')).status).toBe(401)
    const { email, password } = member('Carlos')
    await t.app.store.db
      .updateTable('staff')
      .set({ locked_until: Date.now() + 60_000 })
      .where('email', '=', email)
      .execute()
    expect((await consoleClient(t.app.url).call('POST', '/sign-in', { email, password })).status).toBe(423)
    expect(await trail()).toContain('staff-sign-in-locked')
  })
})

test("ending one's other sessions asks for the password once more; a wrong one is counted", async () => {
  const [here, there] = [await signIn('Benoit'), await signIn('Benoit')]
  const { sessions: list } = await here.ok<{ sessions: { id: string; isCurrent: boolean }[] }>('GET', '/sessions')
  const other = list.find((session) => !session.isCurrent)?.id
  const end = (body: object) => here.call('POST', `/sessions/${other}/end`, body)
  expect((await end({})).status).toBe(400)
  expect((await end({ password: 'not this one' })).status).toBe(401)
  expect((await there.call('GET', '/me')).status).toBe(200)
  expect(await trail()).toContain('staff-sign-in-wrong')
  expect((await end({ password: member('Benoit').password })).status).toBe(204)
  expect(await trail()).toContain('staff-signed-out')
  expect((await there.call('GET', '/me')).status).toBe(401)
  expect((await here.call('GET', '/me')).status).toBe(200)
}, 30_000)

test('a new password asks for the old one, ends the other sessions, and is not one that is easily guessed', async () => {
  const [here, there] = [await signIn('Rosa'), await signIn('Rosa')]
  const { email, password } = member('Rosa')
  const change = (current: string, wanted: string) => here.call('POST', '/password', { current, wanted })
  expect((await change('not this one', 'una clave nueva')).status).toBe(401)
  expect((await change(password, 'Rosa-Puente-2026')).status).toBe(422)
  expect((await change(password, 'corta')).status).toBe(400)
  expect((await there.call('GET', '/me')).status).toBe(200)
  expect((await change(password, 'una clave nueva')).status).toBe(204)
  expect(await trail()).toContain('staff-password-changed')
  expect((await there.call('GET', '/me')).status).toBe(401)
  expect((await here.call('GET', '/me')).status).toBe(200)
  const anew = consoleClient(t.app.url)
  expect((await anew.call('POST', '/sign-in', { email, password })).status).toBe(401)
  expect((await anew.call('POST', '/sign-in', { email, password: 'una clave nueva' })).status).toBe(200)
}, 30_000)

test('somebody who lost password or authenticator is invited anew: the old ones open nothing', async () => {
  const ivan = await signIn('Ivan')
  const { email, password } = member('Marta')
  const { staff } = await ivan.ok<{ staff: { id: string; firstName: string }[] }>('GET', '/staff')
  await ivan.ok('DELETE', `/staff/${staff.find((s) => s.firstName === 'Marta')?.id}`)
  const invited = { email, officeId: 'demo-casa', role: 'supervisor', firstName: 'Marta', locale: 'es' }
  const { link } = await ivan.ok<{ link: string }>('POST', '/staff/invitations', invited)
  const token = link.split('/').at(-1)
  const client = consoleClient(t.app.url)
  const { totpUri } = await client.ok<{ totpUri: string }>('POST', '/invitations/accept', { token, password: 'otra clave larga' })
  const secret = new URL(totpUri).searchParams.get('secret') ?? ''
  expect(secret).not.toBe(member('Marta').totpSecret)
  await client.ok('POST', '/invitations/confirm', { token, code: await codeFor(secret) })
  expect(await trail()).toContain('staff-joined')
  expect(await client.ok('GET', '/me')).toMatchObject({ firstName: 'Marta', role: 'supervisor' })
  expect((await consoleClient(t.app.url).call('POST', '/sign-in', { email, password })).status).toBe(401)
}, 30_000)
