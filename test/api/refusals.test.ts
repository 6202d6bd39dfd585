import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import express from 'express'
import { apiRouter, SCOPES } from '../../services/api/index.ts'
import { openStore } from '../../services/store/index.ts'
import { type ApiWorld, openApiWorld } from './api-world.ts'

let world: ApiWorld
let all: string
beforeAll(async () => {
  world = await openApiWorld(() => openStore({ databaseUrl: undefined, dataDir: ':memory:' }))
  all = (await world.key(SCOPES)).key
})
afterAll(async () => {
  await world.stop()
})
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const body = (await response.json()) as { status: number; code: string; type: string; detail?: string }
  expect(body.status).toBe(response.status)
  return body
}
const refusals = async () => {
  const rows = await world.engine.db.selectFrom('audit_event').select('details').where('kind', '=', 'api-refused').execute()
  return rows.map((row) => JSON.parse(row.details) as object)
}

describe('what the API refuses', () => {
  test('another method is told which ones there are; a browser that asks first hears the same', async () => {
    const response = await world.call('PATCH', '/webhooks', { key: all, body: {} })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, HEAD, OPTIONS'])
    expect(await problem(response)).toMatchObject({ code: 'P1043', detail: 'GET, POST, HEAD, OPTIONS' })
    const asked = await world.call('OPTIONS', '/services')
    expect([asked.status, asked.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, HEAD, OPTIONS'])
    expect((await world.call('HEAD', '/services?limit=1')).status).toBe(200)
    expect(await problem(await world.call('OPTIONS', '/nothing'))).toMatchObject({ code: 'P1004' })
  })

  test('a body that is too large, no JSON, of another type, in another coding', async () => {
    const huge = { services: ['x'.repeat(1_100_000)] }
    expect(await problem(await world.call('POST', '/proposals', { key: all, body: huge }))).toMatchObject({ status: 413, code: 'P1005' })
    const origin = await world.call('GET', '/openapi.json').then((response) => new URL(response.url).origin)
    const post = (type: string, body: string, more: Record<string, string> = {}) =>
      fetch(`${origin}/api/v1/proposals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${all}`, 'content-type': type, ...more },
        body,
      })
    expect(await problem(await post('application/json', '{'))).toMatchObject({ status: 400, code: 'P1001' })
    expect(await problem(await post('text/plain', '{}'))).toMatchObject({ status: 415, code: 'P1007' })
    expect(await problem(await post('application/json; charset=klingon', '{}'))).toMatchObject({ status: 415, code: 'P1007' })
    expect(await problem(await post('application/json', '{}', { 'content-encoding': 'bogus' }))).toMatchObject({ status: 415 })
  })

  test('the address in a problem tells what it means', async () => {
    const { type } = await problem(await world.call('GET', '/cards/nothing'))
    const told = await world.call('GET', new URL(type).pathname.replace('/api/v1', ''))
    expect(await told.json()).toEqual({ code: 'P1004', status: 404, title: expect.any(String), fix: expect.any(String) })
  })

  test('too many requests: how long to wait, and it is true', async () => {
    const { key } = await world.key(SCOPES, { perMinute: 2 })
    for (let i = 0; i < 2; i++) expect((await world.call('GET', '/webhooks', { key })).status).toBe(200)
    const response = await world.call('GET', '/webhooks', { key })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await problem(response)).toMatchObject({ code: 'P1006' })
    world.pass(30_000)
    expect((await world.call('GET', '/webhooks', { key })).status).toBe(200)
    expect((await world.call('GET', '/webhooks', { key })).status).toBe(429)
  })

  test('whoever guesses keys is refused for rate by address, and a right key at the same address is not', async () => {
    const guess = async () => (await world.call('GET', '/webhooks', { key: `puente_${'0'.repeat(16)}_${'x'.repeat(40)}` })).status
    const statuses = new Set<number>()
    for (let i = 0; i < 130; i++) statuses.add(await guess())
    expect([...statuses]).toEqual([401, 429])
    expect((await world.call('GET', '/webhooks', { key: all })).status).toBe(200)
    world.pass(60_000)
    expect(await guess()).toBe(401)
  })

  test('a packet without a consent is 403 and kept in the audit trail, like a scope that is lacking', async () => {
    const stranger = await world.key(SCOPES, { officeId: 'o' })
    const body = { why: 'to prepare the visit' }
    const response = await world.call('POST', `/referrals/${await world.referral()}/packet`, { key: stranger.key, body })
    expect(await problem(response)).toMatchObject({ status: 403, code: 'P1009' })
    expect(await refusals()).toContainEqual({ key: stranger.id, office: 'o', operation: 'readPacket' })
    const { key, id } = await world.key([])
    expect(await problem(await world.call('GET', '/indicators', { key }))).toMatchObject({ status: 403, code: 'P1041' })
    expect(await refusals()).toContainEqual({ key: id, office: 'p', operation: 'readIndicators' })
  })

  test('a fault of ours is a problem too, and tells nothing of what it was', async () => {
    const broken = apiRouter({
      ...world.deps,
      library: () => {
        throw new Error('secret of the house')
      },
    })
    const server = createServer(express().use(broken)).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/cards`)
    const body = await problem(response)
    expect(body).toMatchObject({ status: 500, code: 'P4001' })
    expect(JSON.stringify(body)).not.toContain('secret')
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
