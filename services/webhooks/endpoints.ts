import { randomBytes, randomUUID } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  replayDeliveries,
  setWebhookDisabled,
  type WebhookRow,
} from '../store/index.ts'
import { secretContext, type WebhookDeps } from './deliver.ts'
import { tellWebhooks, type WebhookEvent } from './events.ts'

const SECRET_BYTES = 32
const MAX_ENDPOINTS = 10
const SHOWN = 100

/** An endpoint as its owner sees it; the secret is shown once, when it is made. */
export interface WebhookView {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly failures: number
  readonly disabledAt: string | null
  readonly createdAt: string
}

/** @throws PuenteError P1002 for an address that may never be called, P1015 when the office has ten already */
export async function createWebhook(
  deps: WebhookDeps,
  officeId: string,
  wanted: { readonly url: string; readonly events: readonly WebhookEvent[] },
): Promise<WebhookView & { secret: string }> {
  if (!deps.outbound.mayCall(wanted.url)) throw new PuenteError('P1002', { detail: 'url' })
  if ((await listWebhooks(deps.engine.db, officeId)).length >= MAX_ENDPOINTS) throw new PuenteError('P1015')
  const id = randomUUID()
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
  const row = {
    id,
    office_id: officeId,
    url: wanted.url,
    events: JSON.stringify(wanted.events),
    secret_sealed: deps.vault.service.sealText(secret, secretContext(id)),
    failures: 0,
    disabled_at: null,
    created_at: deps.clock().getTime(),
  }
  await insertWebhook(deps.engine.db, row)
  return { ...viewOf(row), secret }
}

export async function webhooksOf(deps: WebhookDeps, officeId: string): Promise<WebhookView[]> {
  return (await listWebhooks(deps.engine.db, officeId)).map(viewOf)
}

export async function removeWebhook(deps: WebhookDeps, officeId: string, id: string): Promise<void> {
  await own(deps, officeId, id)
  await deps.engine.db.transaction().execute(async (tx) => await deleteWebhook(tx, id, officeId))
}

/** Sends everything since a moment again and switches the endpoint on. @returns how many messages are queued */
export async function replayWebhook(deps: WebhookDeps, officeId: string, id: string, since: Date): Promise<number> {
  await own(deps, officeId, id)
  return await deps.engine.db.transaction().execute(async (tx) => {
    await setWebhookDisabled(tx, id, null)
    return await replayDeliveries(tx, id, since.getTime(), deps.clock().getTime())
  })
}

/** Queues a message that only proves that the endpoint hears. */
export async function testWebhook(deps: WebhookDeps, officeId: string, id: string): Promise<void> {
  await own(deps, officeId, id)
  await tellWebhooks(deps.engine.db, officeId, {
    event: 'webhook.test',
    at: deps.clock().getTime(),
    data: { endpoint: id },
    endpointId: id,
  })
}

export async function deliveriesOf(deps: WebhookDeps, officeId: string, id: string) {
  await own(deps, officeId, id)
  return (await listDeliveries(deps.engine.db, id, SHOWN)).map((row) => ({
    id: row.id,
    event: row.event,
    state: row.state,
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastReason: row.last_reason,
    createdAt: new Date(Number(row.created_at)).toISOString(),
  }))
}

async function own(deps: WebhookDeps, officeId: string, id: string): Promise<void> {
  if ((await findWebhook(deps.engine.db, id))?.office_id !== officeId) throw new PuenteError('P1004')
}

function viewOf(row: Pick<WebhookRow, 'id' | 'url' | 'events' | 'failures' | 'disabled_at' | 'created_at'>): WebhookView {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events),
    failures: Number(row.failures),
    disabledAt: row.disabled_at === null ? null : new Date(Number(row.disabled_at)).toISOString(),
    createdAt: new Date(Number(row.created_at)).toISOString(),
  }
}
