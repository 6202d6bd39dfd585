import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ensureConsole } from '../../services/console-api/index.ts'
import { stepAt, totpCode } from '../../services/staff/totp.ts'
import { codeFor } from '../support/codes.ts'
import { consoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
let now = Date.parse('2026-11-25T15:00:00Z')
beforeAll(async () => {
  await ensureConsole(process.cwd())
  t = await startTestApp({}, () => new Date(now))
}, 180_000)
afterAll(async () => {
  await t.stop()
})

const member = (name: string) => t.app.demoStaff?.find((m) => m.name === name) ?? { email: '', password: '', totpSecret: '' }

describe('sign-in', () => {
  test('a password alone opens nothing', async () => {
    const client = consoleClient(t.app.url)
    expect(await client.ok('POST', '/sign-in', { email: member('Ana').email, password: member('Ana').password })).toEqual({ next: 'code' })
    expect((await client.call('GET', '/me')).status).toBe(401)
    await client.ok('POST', '/sign-in/code', { code: await codeFor(member('Ana').totpSecret) })
    expect(await client.ok('GET', '/me')).toMatchObject({ firstName: 'Ana', role: 'caseworker' })
  })

  test('a code opens once, and none of the future opens; the one of the half minute before does', async () => {
    const { email, password, totpSecret } = member('Nora')
    const enter = async (code: string) => {
      const client = consoleClient(t.app.url)
      await client.ok('POST', '/sign-in', { email, password })
      return (await client.call('POST', '/sign-in/code', { code })).status
    }
    const HALF_MINUTE_MS = 30_000
    // Nothing sleeps: where the half minute turns meanwhile, the code of the future has become one of now, and it is asked again.
    for (;;) {
      const at = Date.now()
      const status = await enter(totpCode(totpSecret, at + HALF_MINUTE_MS))
      if (stepAt(Date.now()) !== stepAt(at)) continue
      expect(status).toBe(401)
      break
    }
    await codeFor(totpSecret)
    const code = totpCode(totpSecret, Date.now())
    expect(await Promise.all([enter(code), enter(code)])).toEqual(expect.arrayContaining([200, 401]))
    expect(await enter(code)).toBe(401)
    await codeFor(totpSecret)
    const before = Date.now() - HALF_MINUTE_MS
    const status = await enter(totpCode(totpSecret, before))
    if (stepAt(Date.now()) === stepAt(before) + 1) expect(status).toBe(200)
  })

  test('nobody can register, and nothing answers without a session or from another site', async () => {
    const register = await fetch(`${t.app.url}/console/api/auth/sign-up/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-puente-console': '1' },
      body: JSON.stringify({ email: 'x@x.org', password: 'long enough 1', name: 'X' }),
    })
    expect(register.status).toBe(404)
    expect((await consoleClient(t.app.url).call('GET', '/queue')).status).toBe(401)
    const plain = await fetch(`${t.app.url}/console/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(plain.status).toBe(403)
    const foreign = await fetch(`${t.app.url}/console/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-puente-console': '1', origin: 'https://evil.example' },
      body: '{}',
    })
    expect(foreign.status).toBe(403)
  })

  test('five wrong codes: slower each time, then locked, and the administrator is told and unlocks', async () => {
    const { email, password } = member('Carlos')
    const client = consoleClient(t.app.url)
    await client.ok('POST', '/sign-in', { email, password })
    const statuses: number[] = []
    const took: number[] = []
    for (let i = 0; i < 5; i++) {
      const startedAt = performance.now()
      statuses.push((await client.call('POST', '/sign-in/code', { code: '000000' })).status)
      took.push(performance.now() - startedAt)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 423])
    expect(took[3]).toBeGreaterThan(took[0] ?? 0)
    expect((await client.call('POST', '/sign-in', { email, password })).status).toBe(423)
    const ivan = await signedIn(t.app.url, t.app.demoStaff, 'Ivan')
    expect(JSON.stringify(await ivan.ok('GET', '/alerts'))).toContain('staff-locked')
    now += 16 * 60_000
    expect((await client.call('POST', '/sign-in', { email, password })).status).toBe(200)
  })

  test('an address that nobody has is slowed and locked as an account is: nothing tells them apart', async () => {
    const answers = async (email: string) => {
      const client = consoleClient(t.app.url)
      const seen: string[] = []
      for (let i = 0; i < 7; i++) {
        const { status, body } = await client.call('POST', '/sign-in', { email, password: 'not this one at all' })
        seen.push(`${status} ${(body as { error?: { code: string } }).error?.code}`)
      }
      now += 16 * 60_000
      const { status } = await client.call('POST', '/sign-in', { email, password: 'not this one at all' })
      return [...seen, String(status)]
    }
    const known = await answers(member('Marta').email)
    expect(known).toEqual([...Array(4).fill('401 P1017'), ...Array(3).fill('423 P1016'), '401'])
    expect(await answers('Nobody@demo.example')).toEqual(known)
    const [row] = await t.app.store.db.selectFrom('sign_in_try').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain('obody')
  }, 60_000)

  test('an invitation works once, asks for a code, and makes an account of its role; forced sign-out ends every session', async () => {
    const ivan = await signedIn(t.app.url, t.app.demoStaff, 'Ivan')
    const { link } = await ivan.ok<{ link: string }>('POST', '/staff/invitations', {
      email: 'nuevo@demo.example',
      officeId: 'demo-casa',
      role: 'caseworker',
      firstName: 'Nuevo',
      locale: 'es',
    })
    const token = link.split('/').at(-1)
    const client = consoleClient(t.app.url)
    const { totpUri } = await client.ok<{ totpUri: string }>('POST', '/invitations/accept', { token, password: 'una clave larga' })
    expect((await client.call('GET', '/me')).status).toBe(401)
    await client.ok('POST', '/invitations/confirm', {
      token,
      code: await codeFor(new URL(totpUri).searchParams.get('secret') ?? ''),
    })
    expect(await client.ok('GET', '/me')).toMatchObject({ firstName: 'Nuevo' })
    expect((await consoleClient(t.app.url).call('POST', '/invitations/accept', { token, password: 'una clave larga' })).status).toBe(410)
    const { staff } = await ivan.ok<{ staff: { id: string; firstName: string }[] }>('GET', '/staff')
    await ivan.ok('DELETE', `/staff/${staff.find((s) => s.firstName === 'Nuevo')?.id}/sessions`)
    expect((await client.call('GET', '/me')).status).toBe(401)
    expect((await client.call('GET', '/staff')).status).toBe(401)
  })
})

describe('a message that failed', () => {
  const phone = '+13465550201'

  test('is shown with its code and sent again once, however often the button is pressed', async () => {
    const ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
    const say = async (text: string) => {
      const before = t.provider.messages(phone).filter((m) => m.direction === 'out').length
      await t.provider.deliver({ channel: 'sms', phone, text })
      await t.replies(phone, before + 1)
    }
    await say('PERSONA')
    for (let i = 0; i < 5; i++) await say('SI').catch(() => undefined)
    const { rows } = await ana.ok<{ rows: { id: string }[] }>('GET', '/queue?view=unassigned')
    const id = rows[0]?.id
    await ana.ok('POST', `/cases/${id}/claim`)
    const message = randomUUID()
    await ana.ok('POST', `/cases/${id}/replies`, { id: message, text: 'no sale' })
    await until(
      async () =>
        (await t.app.store.db.selectFrom('message').select('status').where('id', '=', message).executeTakeFirst())?.status === 'delivered',
    )
    await t.app.store.db.updateTable('message').set({ status: 'failed', provider_code: '30003' }).where('id', '=', message).execute()
    const pressed = await Promise.all([1, 2, 3].map(() => ana.call('POST', `/cases/${id}/messages/${message}/again`)))
    expect(pressed.map((p) => p.status).sort()).toEqual([200, 409, 409])
    await until(() => t.provider.messages(phone).filter((m) => m.text === 'no sale').length === 2)
    const { messages } = await ana.ok<{ messages: { id: string; status: string; code: string; isResent: boolean }[] }>(
      'GET',
      `/cases/${id}/messages`,
    )
    expect(messages.find((m) => m.id === message)).toMatchObject({ status: 'failed', code: '30003', isResent: true })
  }, 30_000)
})

describe('the page', () => {
  test('the first load is at most 250 kB compressed', () => {
    const files = readdirSync('console/dist/assets').map((name) => readFileSync(`console/dist/assets/${name}`))
    const bytes = files.reduce((sum, file) => sum + gzipSync(file).byteLength, 0)
    process.stdout.write(`console, first load: ${Math.round(bytes / 1000)} kB compressed\n`)
    expect(bytes).toBeLessThanOrEqual(250_000)
  })

  test('Spanish and English have the same texts', () => {
    const keys = (node: object, prefix = ''): string[] =>
      Object.entries(node).flatMap(([key, value]) => (typeof value === 'string' ? [`${prefix}${key}`] : keys(value, `${prefix}${key}.`)))
    const of = (lang: string) => keys(JSON.parse(readFileSync(`console/src/texts/${lang}.json`, 'utf8'))).sort()
    expect(of('en')).toEqual(of('es'))
  })
})
