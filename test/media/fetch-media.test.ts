import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { twilioMedia } from '../../services/channels/twilio/media.ts'
import type { TwilioSettings } from '../../services/config/index.ts'
import { fetchMedia } from '../../services/media/index.ts'

const SID = `AC${'1'.repeat(32)}`
const AUDIO = /^audio\//
const SOUND = Buffer.from(`OggS${' a sound'.repeat(10)}`)
const NEVER_MS = 5_000

interface Host {
  readonly origin: string
  readonly asked: IncomingMessage[]
  answer: (req: IncomingMessage, res: ServerResponse) => void
  readonly server: Server
}

async function host(): Promise<Host> {
  const asked: IncomingMessage[] = []
  const state = {
    answer: (_req: IncomingMessage, res: ServerResponse) => void res.writeHead(200, { 'content-type': 'audio/ogg' }).end(SOUND),
  }
  const server = createServer((req, res) => {
    asked.push(req)
    state.answer(req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server })
}

let provider: Host
let elsewhere: Host
beforeEach(async () => {
  provider = await host()
  elsewhere = await host()
})
afterEach(async () => {
  for (const { server } of [provider, elsewhere]) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const access = () => twilioMedia({ accountSid: SID, authToken: 'token', apiUrl: provider.origin } as TwilioSettings)
const path = (rest = 'Messages/MM1/Media/ME1') => `${provider.origin}/2010-04-01/Accounts/${SID}/${rest}`
const get = (url = path(), over: { maxBytes?: number; timeoutMs?: number; hosts?: string[] } = {}) =>
  fetchMedia({ url, accept: AUDIO }, access(), { maxBytes: 1000, timeoutMs: NEVER_MS, hosts: [], ...over })

describe('what a person sent', () => {
  test('is fetched from the provider, with the credentials of the account', async () => {
    expect(await get()).toEqual({ ok: true, media: { bytes: SOUND, contentType: 'audio/ogg' } })
    expect(provider.asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`${SID}:token`).toString('base64')}`)
  })

  test('a host outside the list is never contacted, named or by redirect', async () => {
    expect(await get(`${elsewhere.origin}/x`)).toEqual({ ok: false, why: 'not-allowed' })
    provider.answer = (_req, res) => void res.writeHead(307, { location: `${elsewhere.origin}/stolen` }).end()
    expect(await get()).toEqual({ ok: false, why: 'not-allowed' })
    provider.answer = (_req, res) => void res.writeHead(302, { location: '//127.0.0.1:1/x' }).end()
    expect(await get()).toEqual({ ok: false, why: 'not-allowed' })
    expect(elsewhere.asked).toEqual([])
  })

  test.each([
    ['another account', () => `${provider.origin}/2010-04-01/Accounts/AC${'2'.repeat(32)}/Messages/MM1/Media/ME1`],
    ['a way out of the folder', () => path('../../../v1/Keys')],
    ['the provider as the name of a user', () => `http://${provider.origin.slice(7)}@127.0.0.1:1/x`],
    ['a file', () => 'file:///etc/passwd'],
    ['nothing', () => ''],
    ['metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data'],
    ['a host that only looks like the store', () => 'https://twiliocdn.com.attacker.example/x'],
    ['another folder of the same store', () => 'https://s3-external-1.amazonaws.com/someone-else/x'],
    ["Twilio's store on another port", () => 'https://mms.twiliocdn.com:8443/x'],
  ])('%s: refused before anything is asked', async (_what, url) => {
    expect(await get(url())).toEqual({ ok: false, why: 'not-allowed' })
    expect(provider.asked).toEqual([])
  })

  test("credentials go to the API, not to the provider's store", async () => {
    expect(await access().headersFor(new URL('https://mms.twiliocdn.com/AC1/x'))).toEqual({})
    expect(await access().headersFor(new URL('https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC1/x'))).toEqual({})
  })

  test('a redirect inside the list is followed, not for ever', async () => {
    provider.answer = (req, res) =>
      req.url?.endsWith('ME1')
        ? void res.writeHead(307, { location: path('Messages/MM1/Media/ME2') }).end()
        : void res.writeHead(200, { 'content-type': 'audio/ogg; codecs=opus' }).end(SOUND)
    expect(await get()).toMatchObject({ ok: true, media: { contentType: 'audio/ogg' } })
    provider.answer = (_req, res) => void res.writeHead(307, { location: path() }).end()
    expect(await get()).toEqual({ ok: false, why: 'failed' })
    expect(provider.asked.length).toBeLessThan(8)
  })

  test('too large is cut off: by the length that is told, and by what comes where that is a lie', async () => {
    provider.answer = (_req, res) =>
      void res.writeHead(200, { 'content-type': 'audio/ogg', 'content-length': '1001' }).end('x'.repeat(1001))
    expect(await get()).toEqual({ ok: false, why: 'too-large' })
    provider.answer = (_req, res) => {
      res.writeHead(200, { 'content-type': 'audio/ogg' })
      const more = () => {
        while (res.write('x'.repeat(500)));
      }
      res.on('drain', more)
      more()
    }
    expect(await get()).toEqual({ ok: false, why: 'too-large' })
  })

  test('another type than wanted, an error, an answer that does not come', async () => {
    provider.answer = (_req, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<script>')
    expect(await get()).toEqual({ ok: false, why: 'wrong-type' })
    provider.answer = (_req, res) => void res.writeHead(200, { 'content-type': 'audio/ogg' }).end('<script>'.repeat(10))
    expect(await get()).toEqual({ ok: false, why: 'wrong-type' })
    provider.answer = (_req, res) => void res.writeHead(404).end()
    expect(await get()).toEqual({ ok: false, why: 'failed' })
    provider.answer = () => undefined
    expect(await get(path(), { timeoutMs: 50 })).toEqual({ ok: false, why: 'failed' })
  })
})
