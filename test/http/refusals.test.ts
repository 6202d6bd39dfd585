import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { Router } from 'express'
import { createServer, type Listener, openListener } from '../../services/http/index.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'

let listener: Listener
let lines: { event: string; area: string; status: number; before: number }[]
let text: string
let now: number
beforeEach(async () => {
  lines = []
  text = ''
  now = 0
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += chunk
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const router = Router()
  for (const [path, status] of [
    ['/mine/:old', 429],
    ['/console/api/queue', 403],
    ['/elsewhere', 401],
    ['/chat/typed', 400],
  ] as const)
    router.get(path, (_req, res) => void res.status(status).end())
  listener = await openListener({ port: 0, host: '127.0.0.1', stopTimeoutMs: 0 })
  listener.serve(
    createServer({
      logger: createLogger('info', sink as never),
      metrics: createMetrics(),
      clock: () => new Date(now),
      health: { readiness: async () => ({ isReady: true, isDegraded: false, parts: {} }), metricsToken: undefined, isProduction: false },
      trustProxy: false,
      routers: [router],
    }),
  )
})
afterEach(() => listener.stop())
const get = async (path: string) => void (await (await fetch(`${listener.url}${path}`)).arrayBuffer())
const told = () => lines.map(({ area, status, before }) => [area, status, before])

test('a refused request is logged by area and status, and nothing of it', async () => {
  await get('/mine/SECRET-TOKEN?name=SECRET-NAME')
  await get('/console/api/queue')
  await get('/elsewhere')
  expect(told()).toEqual([
    ['mine', 429, 0],
    ['console', 403, 0],
    ['other', 401, 0],
  ])
  expect(lines[0]?.event).toBe('request-refused')
  expect(text).not.toContain('SECRET')
})

test('what is merely mistyped is not told; a flood is one line a minute with its number', async () => {
  await get('/chat/typed')
  expect(lines).toEqual([])
  for (let i = 0; i < 10; i++) await get('/console/api/queue')
  expect(told()).toEqual([['console', 403, 0]])
  now += 60_000
  await get('/console/api/queue')
  expect(told().at(-1)).toEqual(['console', 403, 9])
})
