import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../support/test-app.ts'

/** The burst of one address (services/build-app.ts); the clock stands still, so that nothing is given back meanwhile. */
const BURST = 300
let t: TestApp
beforeAll(async () => {
  t = await startTestApp({}, () => new Date('2026-11-25T12:00:00Z'))
}, 180_000)
afterAll(() => t.stop())

function write(text: string): Promise<Response> {
  return fetch(`${t.app.url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: randomUUID(), text }),
  })
}

test('an address that asked for too much is told to wait; whoever is in danger behind it is heard', async () => {
  const spent = await Promise.all(Array.from({ length: BURST }, () => fetch(`${t.app.url}/chat/stream`)))
  expect(new Set(spent.map((response) => response.status))).toEqual(new Set([401]))
  const refused = await write('hola')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).not.toBeNull()
  expect((await write('estoy en peligro')).status).toBe(202)
  expect((await write('hola')).status).toBe(429)
})
