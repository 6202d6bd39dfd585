import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import type { FuzzRequest } from './fuzz-requests.ts'
import { pick, type Random } from './fuzz-values.ts'

/** An answer's status; 0: the connection was closed without one; 'hang': nothing within the time. */
export type Answer = number | 'hang'

const HANG_MS = 20_000

/** Sends requests over connections that are kept; streams are left as soon as they begin. */
export function fuzzClient(url: string, atOnce: number): { send(fuzz: FuzzRequest): Promise<Answer>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const { hostname, port } = new URL(url)
  return {
    send: (fuzz) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end('hang'), HANG_MS)
        // Without it Node sends the body of a DELETE as if it were the next request.
        const length = fuzz.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(fuzz.body)) }
        const req = request({
          agent,
          hostname,
          port,
          method: fuzz.method.toUpperCase(),
          path: fuzz.path,
          headers: { ...fuzz.headers, ...length },
        })
        const end = (answer: Answer) => {
          clearTimeout(timer)
          resolve(answer)
          if (answer === 'hang') req.destroy()
        }
        req.on('response', (res) => {
          const status = res.statusCode ?? 0
          if (res.headers['content-type']?.startsWith('text/event-stream')) {
            res.on('error', () => undefined)
            res.destroy()
            return end(status)
          }
          res.resume()
          res.on('end', () => end(status))
          res.on('error', () => end(status))
        })
        req.on('error', () => end(0))
        req.end(fuzz.body)
      }),
    close: () => agent.destroy(),
  }
}

const RAW = [
  'GET / HTTP/9.9\r\n\r\n',
  'BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n',
  'POST /chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
  'POST /webhooks/twilio/messages HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'b'.repeat(20_000)}\r\n\r\n`,
  '\u0016\u0003\u0001\u0002\u0000',
]

/** What is no HTTP at all. @returns the status, 0 when the connection was closed */
export function sendRaw(url: string, random: Random): Promise<Answer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const timer = setTimeout(() => {
      socket.destroy()
      resolve('hang')
    }, HANG_MS)
    const end = (answer: Answer) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    socket.on('data', (chunk) => end(Number(/^HTTP\/1\.1 (\d{3})/.exec(String(chunk))?.[1] ?? 0)))
    socket.on('error', () => end(0))
    socket.on('close', () => end(0))
    socket.end(pick(random, RAW))
  })
}
