import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Logger } from '../observability/index.ts'
import type { Outbound } from '../outbound/index.ts'
import type { Vault } from '../privacy/index.ts'
import {
  claimDeliveries,
  countWebhookFailure,
  type DeliveryRow,
  type Engine,
  findWebhook,
  insertAlert,
  insertAudit,
  pruneDeliveries,
  resetWebhookFailures,
  settleDelivery,
  setWebhookDisabled,
  type WebhookRow,
} from '../store/index.ts'

export interface WebhookDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  readonly logger: Logger
  readonly outbound: Outbound
}

const MINUTE_MS = 60_000
/** Waits after each failed try, as the Standard Webhooks scheme proposes: about 28 hours in all. */
const WAITS_MS = [5_000, 5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS, 300 * MINUTE_MS, 600 * MINUTE_MS, 600 * MINUTE_MS]
/** So many failures one after the other switch an endpoint off. */
const MAX_FAILURES = 12
const AT_ONCE = { batch: 32, perOffice: 4 }
const LEASE_MS = 2 * MINUTE_MS
const KEPT_MS = 30 * 24 * 60 * MINUTE_MS

/** Sends what is due. @returns how many tries were made */
export async function deliverWebhooks(deps: WebhookDeps): Promise<number> {
  const now = deps.clock().getTime()
  await pruneDeliveries(deps.engine.db, now - KEPT_MS)
  const due = await claimDeliveries(deps.engine.db, now, LEASE_MS, AT_ONCE)
  await Promise.all(due.map((delivery) => deliver(deps, delivery)))
  return due.length
}

/** What the secret of an endpoint is sealed for. */
export function secretContext(endpointId: string): string {
  return `webhook-secret:${endpointId}`
}

async function deliver(deps: WebhookDeps, delivery: DeliveryRow): Promise<void> {
  const { db } = deps.engine
  const endpoint = await findWebhook(db, delivery.endpoint_id)
  if (!endpoint || endpoint.disabled_at !== null) return
  const secret = deps.vault.service.openText(endpoint.secret_sealed, secretContext(endpoint.id))
  const at = deps.clock()
  const result = await deps.outbound.post(endpoint.url, {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Puente-Webhooks/1',
      'webhook-id': delivery.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(delivery.id, at, delivery.payload),
    },
    body: delivery.payload,
  })
  const now = deps.clock().getTime()
  const status = result.ok ? result.status : null
  if (result.ok && result.status >= 200 && result.status < 300) {
    await settleDelivery(db, delivery.id, { state: 'done', nextAt: now, status, reason: null, now })
    await resetWebhookFailures(db, endpoint.id)
    return
  }
  const reason = result.ok ? 'refused' : result.reason
  const wait = WAITS_MS[delivery.attempts - 1]
  await settleDelivery(db, delivery.id, { state: wait === undefined ? 'dead' : 'ready', nextAt: now + (wait ?? 0), status, reason, now })
  deps.logger.warn({ event: 'webhook-failed', endpointId: endpoint.id, deliveryId: delivery.id, status, reason, tries: delivery.attempts })
  const failures = await countWebhookFailure(db, endpoint.id)
  // 410: the receiver says that it is gone for good.
  if (failures >= MAX_FAILURES || wait === undefined || status === 410) await disable(deps, endpoint, now)
}

/** Off, with a notice to the office's supervisor and to the administrators; what is queued waits for it to be switched on again. */
async function disable(deps: WebhookDeps, endpoint: WebhookRow, now: number): Promise<void> {
  await deps.engine.db.transaction().execute(async (tx) => {
    if (!(await setWebhookDisabled(tx, endpoint.id, now))) return
    const alert = { staff_id: null, kind: 'webhook-disabled', case_id: null, at: now, seen_at: null }
    const details = JSON.stringify({ host: new URL(endpoint.url).hostname })
    await insertAlert(tx, { id: randomUUID(), ...alert, office_id: endpoint.office_id, role: 'supervisor', details })
    await insertAlert(tx, { id: randomUUID(), ...alert, office_id: null, role: 'administrator', details })
    await insertAudit(tx, { at: now, kind: 'webhook-disabled', conversationId: null, details: { endpoint: endpoint.id } })
  })
}
