import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let t: TestApp
/** Where it answers behind the proxy that PUBLIC_URL stands for. */
let inside = ''
beforeAll(async () => {
  const port = await freePort()
  inside = `http://127.0.0.1:${port}`
  t = await startTestApp({ PUBLIC_URL: 'https://puente.example', PORT: String(port) })
}, 180_000)
afterAll(() => t.stop())

async function freePort(): Promise<number> {
  const door = createServer().listen(0, '127.0.0.1')
  await once(door, 'listening')
  const { port } = door.address() as AddressInfo
  door.close()
  await once(door, 'close')
  return port
}

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${inside}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** Set for this host alone, sent over https alone, closed to scripts and to other sites. */
function expectBound(lines: readonly string[]): void {
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(line).toMatch(/^__Host-puente/)
    const attributes = line.split(/;\s*/).slice(1)
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) expect(attributes).toContain(attribute)
    expect(line).not.toMatch(/Domain=/i)
  }
}

describe('cookies on https', () => {
  test('of the chat page', async () => {
    const first = await post('/chat/messages', { id: randomUUID(), text: 'hola' })
    expectBound(first.headers.getSetCookie())
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const isKnown = async (sent: string) => (await fetch(`${inside}/chat/session`, { headers: { cookie: sent } })).json()
    expect(await isKnown(cookie)).toEqual({ isKnown: true })
    // What a neighbour's sub domain could have set opens nothing.
    expect(await isKnown(cookie.replace('__Host-', ''))).toEqual({ isKnown: false })
  })

  test('of the console', async () => {
    const ana = t.app.demoStaff?.find((member) => member.name === 'Ana')
    const answer = await post('/console/api/sign-in', { email: ana?.email, password: ana?.password }, { 'x-puente-console': '1' })
    expectBound(answer.headers.getSetCookie())
    expect(await (await signedIn(inside, t.app.demoStaff, 'Ana')).ok('GET', '/me')).toMatchObject({ firstName: 'Ana' })
  })
})
