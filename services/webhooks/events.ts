import { randomUUID } from 'node:crypto'
import { type Db, insertDelivery, listWebhooks } from '../store/index.ts'

/** What an institution can be told of. The message holds ids and states only: whoever wants more asks the API, which asks the consent. */
export const WEBHOOK_EVENTS = ['referral.sent', 'referral.answered', 'webhook.test'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** Queues an event for the endpoints of an office that asked for it; in the transaction of what happened. */
export async function tellWebhooks(
  db: Db,
  officeId: string,
  told: {
    readonly event: WebhookEvent
    readonly at: number
    readonly data: Readonly<Record<string, string>>
    readonly endpointId?: string
  },
): Promise<number> {
  const endpoints = (await listWebhooks(db, officeId)).filter((endpoint) =>
    told.endpointId ? endpoint.id === told.endpointId : (JSON.parse(endpoint.events) as string[]).includes(told.event),
  )
  for (const endpoint of endpoints)
    await insertDelivery(db, {
      id: `msg_${randomUUID().replaceAll('-', '')}`,
      endpoint_id: endpoint.id,
      event: told.event,
      payload: JSON.stringify({ type: told.event, timestamp: new Date(told.at).toISOString(), data: told.data }),
      state: 'ready',
      attempts: 0,
      next_at: told.at,
      created_at: told.at,
      updated_at: told.at,
    })
  return endpoints.length
}
