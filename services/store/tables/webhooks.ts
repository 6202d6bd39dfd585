import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine.ts'
import type { ExchangeSchema } from '../exchange-schema.ts'

export type WebhookRow = Selectable<ExchangeSchema['webhook_endpoint']>
export type DeliveryRow = Selectable<ExchangeSchema['webhook_delivery']>

export async function insertWebhook(db: Db, row: Insertable<ExchangeSchema['webhook_endpoint']>): Promise<void> {
  await db.insertInto('webhook_endpoint').values(row).execute()
}

export async function listWebhooks(db: Db, officeId: string): Promise<WebhookRow[]> {
  return await db.selectFrom('webhook_endpoint').selectAll().where('office_id', '=', officeId).orderBy('created_at').orderBy('id').execute()
}

export async function findWebhook(db: Db, id: string): Promise<WebhookRow | undefined> {
  return await db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function deleteWebhook(db: Db, id: string, officeId: string): Promise<boolean> {
  await db.deleteFrom('webhook_delivery').where('endpoint_id', '=', id).execute()
  const result = await db.deleteFrom('webhook_endpoint').where('id', '=', id).where('office_id', '=', officeId).executeTakeFirst()
  return result.numDeletedRows === 1n
}

export async function insertDelivery(db: Db, row: Insertable<ExchangeSchema['webhook_delivery']>): Promise<void> {
  await db.insertInto('webhook_delivery').values(row).execute()
}

/**
 * Claims deliveries whose time has come, of endpoints that are not disabled; of one office no more than `perOffice` at once, so that one
 * whose receivers are slow holds up nobody else. Each claim holds for `leaseMs`: what a process took along when it ended comes back by itself.
 */
export async function claimDeliveries(
  db: Db,
  now: number,
  leaseMs: number,
  limits: { readonly batch: number; readonly perOffice: number },
): Promise<DeliveryRow[]> {
  const ranked = db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook_endpoint', 'webhook_endpoint.id', 'webhook_delivery.endpoint_id')
    .select('webhook_delivery.seq')
    .select((e) =>
      e.fn
        .agg<number>('row_number')
        .over((o) => o.partitionBy('webhook_endpoint.office_id').orderBy('webhook_delivery.seq'))
        .as('place'),
    )
    .where('webhook_endpoint.disabled_at', 'is', null)
    .where('webhook_delivery.state', 'in', ['ready', 'running'])
    .where('webhook_delivery.next_at', '<=', now)
  const due = await db
    .selectFrom('webhook_delivery')
    .innerJoin(ranked.as('due'), 'due.seq', 'webhook_delivery.seq')
    .selectAll('webhook_delivery')
    .where('due.place', '<=', limits.perOffice)
    .orderBy('webhook_delivery.seq')
    .limit(limits.batch)
    .execute()
  const claimed: DeliveryRow[] = []
  for (const row of due) {
    const result = await db
      .updateTable('webhook_delivery')
      .set({ state: 'running', attempts: row.attempts + 1, next_at: now + leaseMs, updated_at: now })
      .where('id', '=', row.id)
      .where('attempts', '=', row.attempts)
      .where('state', '=', row.state)
      .executeTakeFirst()
    if (result.numUpdatedRows === 1n) claimed.push({ ...row, state: 'running', attempts: row.attempts + 1 })
  }
  return claimed
}

/** Writes how a try ended. */
export async function settleDelivery(
  db: Db,
  id: string,
  settled: { state: 'done' | 'ready' | 'dead'; nextAt: number; status: number | null; reason: string | null; now: number },
): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set({
      state: settled.state,
      next_at: settled.nextAt,
      last_status: settled.status,
      last_reason: settled.reason,
      updated_at: settled.now,
    })
    .where('id', '=', id)
    .execute()
}

/** Counts failures one after the other. @returns how many they are now */
export async function countWebhookFailure(db: Db, id: string): Promise<number> {
  await db
    .updateTable('webhook_endpoint')
    .set((e) => ({ failures: e('failures', '+', 1) }))
    .where('id', '=', id)
    .execute()
  return Number((await findWebhook(db, id))?.failures ?? 0)
}

/** Switches an endpoint off, or on again with its count at nought. @returns false when it was so already */
export async function setWebhookDisabled(db: Db, id: string, at: number | null): Promise<boolean> {
  const result = await db
    .updateTable('webhook_endpoint')
    .set(at === null ? { disabled_at: null, failures: 0 } : { disabled_at: at })
    .where('id', '=', id)
    .where('disabled_at', at === null ? 'is not' : 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function resetWebhookFailures(db: Db, id: string): Promise<void> {
  await db.updateTable('webhook_endpoint').set({ failures: 0 }).where('id', '=', id).where('failures', '>', 0).execute()
}

/** Sends what was made since a moment (ms) once more, with the same ids. @returns how many */
export async function replayDeliveries(db: Db, endpointId: string, since: number, now: number): Promise<number> {
  const result = await db
    .updateTable('webhook_delivery')
    .set({ state: 'ready', attempts: 0, next_at: now, updated_at: now })
    .where('endpoint_id', '=', endpointId)
    .where('created_at', '>=', since)
    .where('state', 'in', ['done', 'dead', 'ready'])
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The last deliveries of an endpoint, newest first. */
export async function listDeliveries(db: Db, endpointId: string, limit: number): Promise<DeliveryRow[]> {
  return await db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** Forgets deliveries that nothing happened to since a moment (ms): ended ones, and what waits for an endpoint that stays off. */
export async function pruneDeliveries(db: Db, before: number): Promise<void> {
  await db.deleteFrom('webhook_delivery').where('updated_at', '<', before).execute()
}
