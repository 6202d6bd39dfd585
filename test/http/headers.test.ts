import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import express, { Router } from 'express'
import { createServer, type Listener, openListener } from '../../services/http/index.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'

let listener: Listener
beforeAll(async () => {
  listener = await openListener({ port: 0, host: '127.0.0.1', stopTimeoutMs: 0 })
})
afterAll(() => listener.stop())

async function expectProtected(path: string, status: number): Promise<void> {
  const { headers, status: got } = await fetch(`${listener.url}${path}`)
  expect(got).toBe(status)
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=31536000; includeSubDomains$/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  const policy = headers.get('content-security-policy')?.split(';') ?? []
  for (const directive of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'", "script-src 'self'"])
    expect(policy).toContain(directive)
  expect(headers.get('x-powered-by')).toBeNull()
}

describe('every answer tells the browser what it may do', () => {
  test('while the service is starting', async () => {
    await expectProtected('/healthz', 200)
    await expectProtected('/', 503)
  })

  test('a page, an answer without one, and an error', async () => {
    const router = Router()
    router.get('/page', (_req, res) => void res.type('html').send('<p>'))
    router.get('/broken', () => {
      throw new Error('canary of an inner detail')
    })
    router.use(express.json())
    listener.serve(
      createServer({
        logger: createLogger('silent'),
        metrics: createMetrics(),
        clock: () => new Date(),
        health: { readiness: async () => ({ isReady: true, isDegraded: false, parts: {} }), metricsToken: undefined, isProduction: false },
        trustProxy: false,
        routers: [router],
      }),
    )
    await expectProtected('/page', 200)
    await expectProtected('/nothing', 404)
    await expectProtected('/broken', 500)
    await expectProtected('/readyz', 200)
    expect(await (await fetch(`${listener.url}/broken`)).text()).not.toMatch(/canary|\.ts/)
  })

  test('TRACE is not answered with what was sent', async () => {
    const call = request(`${listener.url}/page`, { method: 'TRACE', headers: { cookie: 'puente=secret' } })
    call.end()
    const [response] = (await once(call, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(404)
    expect(await text(response)).not.toContain('secret')
  })
})
