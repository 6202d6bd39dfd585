import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createOutbound, isPublicAddress } from '../../services/outbound/index.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'

let receiver: Receiver
beforeEach(async () => {
  receiver = await startReceiver()
})
afterEach(async () => {
  await receiver.stop()
})
const request = { headers: {}, body: '{}' }

describe('calls to addresses that others chose', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '::7f00:1',
    'fec0::1',
    '64:ff9b:1::7f00:1',
    '4000::1',
    '198.18.0.1',
    'no address',
  ])('%s is no public address', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['1.1.1.1', '200.107.59.1', '2606:4700:4700::1111'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    'http://example.org/',
    'https://user:pw@example.org/',
    'https://example.org:8443/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is never called', async (url) => {
    const outbound = createOutbound({ allowsLocal: false, resolve: async () => ['1.1.1.1', '127.0.0.1'] })
    expect(await outbound.post(url, request)).toEqual({ ok: false, reason: 'not-allowed' })
  })

  test('one private address among those of a name closes the door; the name is asked once', async () => {
    let asked = 0
    const resolve = async () => {
      asked++
      return ['1.1.1.1', '10.0.0.1']
    }
    const outbound = createOutbound({ allowsLocal: false, resolve })
    expect(outbound.mayCall('https://rebind.example.org/')).toBe(true)
    expect(await outbound.post('https://rebind.example.org/', request)).toEqual({ ok: false, reason: 'not-allowed' })
    expect(asked).toBe(1)
  })

  test('the socket goes to the address that was judged, and the name is told to the host', async () => {
    const outbound = createOutbound({ allowsLocal: true, resolve: async () => ['127.0.0.1'] })
    const port = new URL(receiver.url).port
    expect(await outbound.post(`http://no-such-name.invalid:${port}/hook`, request)).toMatchObject({ ok: true, status: 204 })
    expect(receiver.received[0]?.headers.host).toBe(`no-such-name.invalid:${port}`)
  })

  test('a redirect is not followed', async () => {
    receiver.answer = (res) => void res.writeHead(302, { location: receiver.url }).end()
    expect(await createOutbound({ allowsLocal: true }).post(receiver.url, request)).toEqual({ ok: false, reason: 'redirect' })
    expect(receiver.received).toHaveLength(1)
  })

  test('a body without end is cut off', async () => {
    receiver.answer = (res) => {
      res.writeHead(200)
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(10_000)));
      }
      res.on('drain', more)
      more()
    }
    expect(await createOutbound({ allowsLocal: true }).post(receiver.url, request)).toEqual({ ok: false, reason: 'too-large' })
  })

  test('a receiver that says nothing, or drips, is left after the time', async () => {
    const outbound = createOutbound({ allowsLocal: true, timeoutMs: 100 })
    receiver.answer = () => undefined
    expect(await outbound.post(receiver.url, request)).toEqual({ ok: false, reason: 'timeout' })
    receiver.answer = (res) => {
      res.writeHead(200)
      const drip = setInterval(() => res.write('.'), 10)
      res.on('close', () => clearInterval(drip))
    }
    expect(await outbound.post(receiver.url, request)).toEqual({ ok: false, reason: 'timeout' })
    const stuck = createOutbound({ allowsLocal: true, timeoutMs: 50, resolve: () => new Promise(() => undefined) })
    expect(await stuck.post('http://slow-names.invalid/', request)).toEqual({ ok: false, reason: 'timeout' })
  })
})
