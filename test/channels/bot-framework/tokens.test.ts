import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { buildJwksUri } from '@microsoft/agents-hosting'
import { botFrameworkChannels } from '../../../services/channels/bot-framework/index.ts'
import { loadSettings } from '../../../services/config/index.ts'
import { type BotDoor, botDoor } from '../../support/doors/bot-door.ts'
import { serveDoor } from '../../support/doors/door.ts'

const HOUR_S = 3600
const OTHER_TENANT = '12121212-8888-4777-8666-555555555555'
const now = () => Math.floor(Date.now() / 1000)

let door: BotDoor
beforeEach(async () => {
  door = await botDoor('msteams')
})
afterEach(() => door.stop())

describe('who may write to /api/messages', () => {
  test('a token of our own issuer for this bot opens the door', async () => {
    expect(await door.post(door.activity())).toEqual({ status: 200, body: '' })
    expect(door.received).toHaveLength(1)
  })

  test.each<readonly [string, () => string]>([
    ['none', () => ''],
    ['no token at all but words', () => 'open-sesame'],
    ['expired', () => door.service.token({ exp: now() - HOUR_S, nbf: now() - 2 * HOUR_S })],
    ['not yet valid', () => door.service.token({ nbf: now() + HOUR_S })],
    ['signed by somebody else under the name of the same key', () => door.service.token({}, 'foreign')],
    ['for another bot', () => door.service.token({ aud: '99999999-2222-4333-8444-555555555555' })],
    ['of another tenant', () => door.service.token({ iss: `https://sts.windows.net/${OTHER_TENANT}/`, tid: OTHER_TENANT })],
    ['of an issuer that nobody knows', () => door.service.token({ iss: 'https://issuer.example' })],
    ['unsigned', () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${door.service.token().split('.')[1]}.`],
  ])('a token that is %s: 401 by code, nothing received, nothing echoed', async (_what, token) => {
    const { status, body } = await door.post(door.activity(), token())
    expect(status).toBe(401)
    expect(JSON.parse(body)).toEqual({ error: { code: 'P1020', message: expect.any(String) } })
    expect(door.received).toEqual([])
  })

  test('a good token does not open another service address: 403, and that address is never spoken to', async () => {
    for (const serviceUrl of ['https://attacker.example/', 'http://127.0.0.1:1/', 'https://attacker.example/?x=smba.trafficmanager.net'])
      expect((await door.post(door.activity({ serviceUrl }))).status).toBe(403)
    // Nor without the claim: the host must be of the list.
    expect(
      (await door.post(door.activity({ serviceUrl: 'https://attacker.example/' }), door.service.token({ serviceurl: undefined }))).status,
    ).toBe(403)
    expect(door.received).toEqual([])
    expect(door.service.posted).toEqual([])
  })

  test('the token is looked at before the body: too large without a token is 401, with one 413', async () => {
    const large = door.activity({ text: 'a'.repeat(70_000) })
    expect((await door.post(large, 'x')).status).toBe(401)
    expect((await door.post(large)).status).toBe(413)
  })

  test('the path is exact: no other spelling of it is a second door', async () => {
    for (const path of ['/api/messages/', '/API/messages', '/api//messages']) {
      const response = await fetch(door.url + path, { method: 'POST', headers: { authorization: `Bearer ${door.service.token()}` } })
      expect(response.status).toBe(404)
    }
  })

  test('in production the keys are those of Azure Bot Service', () => {
    expect(buildJwksUri('https://api.botframework.com', {})).toBe('https://login.botframework.com/v1/.well-known/keys')
  })
})

describe('a door that is not configured', () => {
  test('is closed, and says what opens it', async () => {
    const closed = await serveDoor((host) => botFrameworkChannels(loadSettings({}).bot, host))
    const response = await fetch(`${closed.url}/api/messages`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(503)
    expect(await response.json()).toEqual({ error: { code: 'P2012', message: 'This door is closed: it is not configured: BOT_APP_ID' } })
    expect(closed.module.channels).toEqual([])
    await closed.stop()
  })

  test('half a configuration is a fault at the start; the Emulator has no place in production', () => {
    expect(() => loadSettings({ BOT_APP_ID: '11111111-2222-4333-8444-555555555555' })).toThrow(/BOT_APP_SECRET/)
    expect(() => loadSettings({ NODE_ENV: 'production', BOT_EMULATOR: 'true' })).toThrow(/BOT_EMULATOR: not in production/)
  })
})
