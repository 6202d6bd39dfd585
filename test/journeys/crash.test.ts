import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type AppProcess, PROCESS_TOKEN, startAppProcess } from '../support/app-process.ts'
import { postSigned, smsFields } from '../support/signed-webhook.ts'
import { type StandInProvider, startStandInProvider } from '../support/stand-in-provider.ts'
import { until } from '../support/test-app.ts'

let dataDir: string
let provider: StandInProvider
let app: AppProcess
const start = async () => {
  app = await startAppProcess({ dataDir, apiUrl: provider.apiUrl })
}
const send = (from: string, text: string) =>
  postSigned(`${app.url}/webhooks/twilio/messages`, smsFields({ From: from, Body: text }), PROCESS_TOKEN)
const taken = (to: string) => provider.taken.filter((m) => m.to === to)

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'puente-crash-'))
  provider = await startStandInProvider()
  await start()
}, 180_000)
afterEach(async () => {
  await app.stop()
  await provider.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test('killed as soon as messages are accepted: after the restart each has exactly one reply', async () => {
  const people = Array.from({ length: 12 }, (_, i) => `+134655512${String(i).padStart(2, '0')}`)
  const answers = await Promise.all(people.map((from) => send(from, 'perdi mi acta de nacimiento, soy de Puebla')))
  await app.kill()
  expect(answers.map((a) => a.status)).toEqual(people.map(() => 200))
  await start()
  await until(() => people.every((from) => taken(from).length >= 1))
  // One more message of each: its reply comes after everything that was waiting, so two in all prove that nothing came twice.
  await Promise.all(people.map((from) => send(from, 'gracias')))
  await until(() => people.every((from) => taken(from).length >= 2))
  expect(people.map((from) => taken(from).length)).toEqual(people.map(() => 2))
}, 120_000)

test('killed between turn and send: the reply that waited leaves once', async () => {
  provider.behaviour = 'hang'
  await send('+13465551300', 'perdi mi acta de nacimiento, soy de Puebla')
  await until(() => provider.hanging() > 0)
  await app.kill()
  expect(taken('+13465551300')).toHaveLength(0)
  provider.behaviour = 'take'
  await start()
  await until(() => taken('+13465551300').length > 0)
  await send('+13465551300', 'gracias')
  await until(() => taken('+13465551300').length >= 2)
  expect(taken('+13465551300')).toHaveLength(2)
}, 120_000)

test('killed after the provider took the message but before we knew: it is looked up, not sent again', async () => {
  provider.behaviour = 'take-and-hang'
  await send('+13465551400', 'perdi mi acta de nacimiento, soy de Puebla')
  await until(() => provider.hanging() > 0)
  await app.kill()
  provider.behaviour = 'take'
  await start()
  await send('+13465551400', 'gracias')
  await until(() => taken('+13465551400').length >= 2)
  const bodies = taken('+13465551400').map((m) => m.body)
  expect(new Set(bodies).size).toBe(2)
}, 120_000)

test('a provider that is down for a while gets every reply once, in order', async () => {
  provider.behaviour = 'unavailable'
  await send('+13465551500', 'perdi mi acta de nacimiento, soy de Puebla')
  await send('+13465551500', 'gracias')
  provider.behaviour = 'take'
  await until(() => taken('+13465551500').length >= 2)
  expect(taken('+13465551500')[0]?.body).toContain('acta')
  expect(taken('+13465551500')).toHaveLength(2)
}, 120_000)

test('a second process on the same SQLite file is refused with code 78', async () => {
  const second = await startAppProcess({ dataDir, apiUrl: provider.apiUrl })
  expect(await second.stop()).toBe(78)
})
