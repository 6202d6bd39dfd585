import { z } from 'zod'
import { createWebhook, deliveriesOf, removeWebhook, replayWebhook, testWebhook, WEBHOOK_EVENTS, webhooksOf } from '../webhooks/index.ts'
import { operation } from './operation.ts'

const Endpoint = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  failures: z.number().int(),
  disabledAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
})
const scope = 'webhooks:manage'

export const WEBHOOK_OPERATIONS = [
  operation({
    method: 'get',
    path: '/webhooks',
    id: 'listWebhooks',
    summary: 'Your endpoints',
    scope,
    answer: z.object({ data: z.array(Endpoint) }),
    handle: async ({ deps, key }) => ({
      data: (await webhooksOf(deps.webhooks, key.officeId)).map((one) => ({ ...one, events: [...one.events] })),
    }),
  }),
  operation({
    method: 'post',
    path: '/webhooks',
    id: 'createWebhook',
    summary: 'A new endpoint; the secret (Standard Webhooks) is shown this once',
    scope,
    body: z.strictObject({ url: z.url().max(500), events: z.array(z.enum(WEBHOOK_EVENTS)).min(1) }),
    status: 201,
    answer: Endpoint.extend({ secret: z.string() }),
    async handle({ deps, key, body }) {
      const made = await createWebhook(deps.webhooks, key.officeId, body)
      return { ...made, events: [...made.events] }
    },
  }),
  operation({
    method: 'delete',
    path: '/webhooks/{id}',
    id: 'deleteWebhook',
    summary: 'Takes an endpoint away',
    scope,
    status: 204,
    async handle({ deps, key, param }) {
      await removeWebhook(deps.webhooks, key.officeId, param('id'))
      return undefined
    },
  }),
  operation({
    method: 'post',
    path: '/webhooks/{id}/test',
    id: 'testWebhook',
    summary: 'Sends a message that only proves that the endpoint hears',
    scope,
    status: 204,
    async handle({ deps, key, param }) {
      await testWebhook(deps.webhooks, key.officeId, param('id'))
      return undefined
    },
  }),
  operation({
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    id: 'listDeliveries',
    summary: 'The last hundred messages and how they went',
    scope,
    answer: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          event: z.string(),
          state: z.string(),
          attempts: z.number().int(),
          lastStatus: z.number().int().nullable(),
          lastReason: z.string().nullable(),
          createdAt: z.iso.datetime(),
        }),
      ),
    }),
    handle: async ({ deps, key, param }) => ({ data: await deliveriesOf(deps.webhooks, key.officeId, param('id')) }),
  }),
  operation({
    method: 'post',
    path: '/webhooks/{id}/replay',
    id: 'replayWebhook',
    summary: 'Sends everything since a moment again, with the same ids, and switches a disabled endpoint on',
    scope,
    body: z.strictObject({ since: z.iso.datetime() }),
    answer: z.object({ queued: z.number().int() }),
    handle: async ({ deps, key, param, body }) => ({
      queued: await replayWebhook(deps.webhooks, key.officeId, param('id'), new Date(body.since)),
    }),
  }),
]
