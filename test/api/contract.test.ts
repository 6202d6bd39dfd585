import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Validator } from '@seriousme/openapi-schema-validator'
import { openapiOf, SCOPES, type Scope } from '../../services/api/index.ts'
import { toHsds } from '../../services/exchange/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type ApiWorld, openApiWorld } from './api-world.ts'

const require = createRequire(import.meta.url)
const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')
const addFormats = (require('ajv-formats') as { default: typeof import('ajv-formats').default }).default
const ajv = new Ajv2020({ strict: false })
addFormats(ajv)

interface Described {
  readonly operationId: string
  readonly 'x-scope'?: Scope
  readonly responses: Readonly<Record<string, { content?: Record<string, { schema: object }> }>>
}
const document = openapiOf('https://puente.example.org') as {
  paths: Record<string, Record<string, Described>>
  components: { schemas: { Problem: object } }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ method: method.toUpperCase(), path, described })),
)
const scoped = operations.filter(({ described }) => described['x-scope'])

const { engines } = bothStores()
let world: ApiWorld
const sample: Record<string, () => Promise<{ path: string; body?: unknown }>> = {
  readOpenapi: async () => ({ path: '/openapi.json' }),
  listCards: async () => ({ path: '/cards?lang=ht&country=ht&limit=100' }),
  readCard: async () => ({ path: `/cards/${world.deps.library().cards[0]?.id}?lang=en` }),
  listServices: async () => ({ path: '/services?country=hn' }),
  readProblem: async () => ({ path: '/problems/P1006' }),
  readService: async () => ({ path: `/services/${service().id}` }),
  listReferrals: async () => {
    await world.referral()
    return { path: '/referrals' }
  },
  readPacket: async () => ({ path: `/referrals/${await world.referral()}/packet`, body: { why: 'to prepare the visit' } }),
  answerReferral: async () => ({ path: `/referrals/${await world.referral()}/answer`, body: { state: 'accepted', text: 'Welcome' } }),
  readIndicators: async () => ({ path: '/indicators' }),
  proposeServices: async () => ({ path: '/proposals', body: { services: [{ ...service(), name: 'Other' }] } }),
  listWebhooks: async () => ({ path: '/webhooks' }),
  createWebhook: async () => ({ path: '/webhooks', body: { url: world.receiver.url, events: ['referral.sent'] } }),
  deleteWebhook: async () => ({ path: `/webhooks/${await endpoint()}` }),
  testWebhook: async () => ({ path: `/webhooks/${await endpoint()}/test` }),
  listDeliveries: async () => ({ path: `/webhooks/${await endpoint()}/deliveries` }),
  replayWebhook: async () => ({ path: `/webhooks/${await endpoint()}/replay`, body: { since: '2026-01-01T00:00:00Z' } }),
}
const service = () => toHsds([...world.deps.library().services.values()][0] as Parameters<typeof toHsds>[0])
let all: string
const endpoint = async () => {
  const made = await world.call('POST', '/webhooks', { key: all, body: { url: world.receiver.url, events: ['referral.sent'] } })
  return ((await made.json()) as { id: string }).id
}
async function expectProblem(response: Response, status: number, code: string) {
  expect([response.status, response.headers.get('content-type')]).toEqual([status, expect.stringMatching(/^application\/problem\+json/)])
  const body = (await response.json()) as { code: string }
  expect(ajv.validate(document.components.schemas.Problem, body)).toBe(true)
  expect(body.code).toBe(code)
}

test('the document is OpenAPI 3.1 by the schema of the OpenAPI Initiative', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true })
  expect(validator.version).toBe('3.1')
  expect((await new Validator().validate({ ...structuredClone(document), paths: { cards: {} } } as never)).valid).toBe(false)
})

describe.each(engines)('the API and its document on %s', (_name, open) => {
  beforeAll(async () => {
    world = await openApiWorld(open)
    all = (await world.key(SCOPES)).key
  })
  afterAll(async () => {
    await world.stop()
  })

  test('every route that is mounted stands in the document, and every one of the document is mounted', () => {
    interface Layer {
      readonly route?: { readonly path: string; readonly stack: readonly { readonly method: string }[] }
      readonly handle: { readonly stack?: readonly Layer[] }
    }
    const [outer] = world.router.stack as unknown as Layer[]
    const mounted = (outer?.handle.stack ?? []).flatMap(({ route }) =>
      route ? [`${route.stack[0]?.method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`] : [],
    )
    expect(mounted.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort())
    expect(Object.keys(sample).sort()).toEqual(operations.map(({ described }) => described.operationId).sort())
  })

  test.each(operations.map((o) => [o.described.operationId, o] as const))(
    '%s answers what the document says',
    async (id, { method, described }) => {
      const { path, body } = (await sample[id]?.()) ?? { path: '' }
      const response = await world.call(method, path, { key: all, body })
      const told = described.responses[String(response.status)]
      expect([response.status, told !== undefined && response.status < 300]).toEqual([response.status, true])
      const schema = told?.content?.['application/json']?.schema
      if (!schema) return expect(await response.text()).toBe('')
      const answer = await response.json()
      expect([ajv.validate(schema, answer), ajv.errors]).toEqual([true, null])
    },
  )

  test.each(scoped.map((o) => [o.described.operationId, o] as const))(
    '%s: no key is 401, a key of another scope is 403 and kept in the audit trail',
    async (id, { method, described }) => {
      const { path, body } = (await sample[id]?.()) ?? { path: '' }
      await expectProblem(await world.call(method, path, { body }), 401, 'P1040')
      expect(Object.keys(described.responses)).toEqual(expect.arrayContaining(['400', '401', '403', '429', 'default']))
      const { key, id: keyId } = await world.key(SCOPES.filter((scope) => scope !== described['x-scope']))
      await expectProblem(await world.call(method, path, { key, body }), 403, 'P1041')
      const trail = await world.engine.db.selectFrom('audit_event').select('details').where('kind', '=', 'api-refused').execute()
      expect(trail.map((row) => JSON.parse(row.details))).toContainEqual({ key: keyId, office: 'p', operation: id })
    },
  )

  test.each([
    ['GET', '/nothing', undefined, 404, 'P1004'],
    ['GET', '/cards/nothing', undefined, 404, 'P1004'],
    ['GET', '/problems/P9999', undefined, 404, 'P1004'],
    ['GET', '/problems/toString', undefined, 404, 'P1004'],
    ['GET', '/cards/%E0%A4%A', undefined, 400, 'P1002'],
    ['GET', '/indicators?month=2026-13', undefined, 400, 'P1002'],
    ['POST', '/cards', { id: 'x' }, 405, 'P1043'],
    ['PUT', '/services/x', { id: 'x' }, 405, 'P1043'],
    ['GET', '/proposals', undefined, 405, 'P1043'],
    ['DELETE', '/webhooks', undefined, 405, 'P1043'],
    ['POST', '/openapi.json', {}, 405, 'P1043'],
    ['GET', '/cards?limit=1000', undefined, 400, 'P1002'],
    ['GET', '/cards?cursor=%00', undefined, 400, 'P1002'],
    ['GET', '/cards?lang=xx', undefined, 400, 'P1002'],
    ['POST', '/webhooks', { url: 'nonsense', events: [] }, 400, 'P1002'],
    ['POST', '/webhooks', { url: 'file:///etc/passwd', events: ['referral.sent'] }, 400, 'P1002'],
    ['POST', '/proposals', { services: [] }, 400, 'P1002'],
    ['POST', '/referrals/nothing/packet', { why: 'to prepare it' }, 403, 'P1009'],
    ['POST', '/referrals/nothing/answer', { state: 'done' }, 404, 'P1004'],
  ])('%s %s %j is a problem %i', async (method, path, body, status, code) => {
    await expectProblem(await world.call(method, path, { key: all, body }), status, code)
  })
})
