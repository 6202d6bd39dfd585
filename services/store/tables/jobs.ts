import { type Selectable, sql } from 'kysely'
import type { Db, EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

export type JobRow = Selectable<Schema['job']>
export type JobKind = 'run-turn' | 'send-message'

export interface NewJob {
  readonly id: string
  readonly kind: JobKind
  readonly conversationId: string
  /** run-turn: the incoming message; send-message: the outgoing one. */
  readonly messageId: string
  /** Jobs of one conversation and lane go one after another; left out, the lane is the kind's. */
  readonly lane?: string
  /** 0 goes first (crisis), 5 is normal. */
  readonly priority: number
  readonly runAt: number
  readonly correlationId: string
  readonly now: number
}

export async function insertJob(db: Db, job: NewJob): Promise<void> {
  await db
    .insertInto('job')
    .values({
      id: job.id,
      kind: job.kind,
      lane: job.lane ?? job.kind,
      conversation_id: job.conversationId,
      message_id: job.messageId,
      priority: job.priority,
      state: 'ready',
      attempts: 0,
      run_at: job.runAt,
      lease_until: null,
      lease_token: null,
      last_code: null,
      correlation_id: job.correlationId,
      created_at: job.now,
      updated_at: job.now,
    })
    .execute()
}

export interface Claim {
  readonly kind: JobKind
  readonly limit: number
  readonly leaseToken: string
  readonly leaseUntil: number
  readonly now: number
}

/**
 * Gives back what a process had that gave no sign of life until its lease ran out: it can no longer end the job, its token is gone.
 * @param of.except jobs that the caller is doing now: never taken from itself, also when its clock jumps
 */
export async function freeExpired(db: Db, of: { kind: JobKind; except: readonly string[]; now: number }): Promise<void> {
  let expired = db
    .updateTable('job')
    .set({ state: 'ready', lease_token: null, lease_until: null, crashes: sql<number>`crashes + 1` })
    .where('state', '=', sql.lit('running'))
    .where('kind', '=', of.kind)
    .where('lease_until', '<', of.now)
  if (of.except.length > 0) expired = expired.where('id', 'not in', [...of.except])
  await expired.execute()
}

/**
 * Takes due jobs, first in line of their conversation and lane only: turns and sends of one conversation never overlap
 * and never overtake each other, also when the first of them waits for its next try.
 */
export async function claimJobs(db: Db, engine: EngineCapabilities, claim: Claim): Promise<JobRow[]> {
  const lock = engine.supportsSkipLocked ? sql`for update skip locked` : sql``
  // States are written out, not bound, so that the partial indexes serve; the plus keeps SQLite from the index by time, which would
  // have to sort the whole queue (migration 015).
  const rows = await sql<JobRow>`
    update job set state = 'running', lease_token = ${claim.leaseToken},
      lease_until = ${claim.leaseUntil}, attempts = attempts + 1, updated_at = ${claim.now}
    where seq in (
      select j.seq from job j
      where j.kind = ${claim.kind} and j.state = 'ready' and +j.run_at <= ${claim.now}
        and not exists (select 1 from job k where k.conversation_id = j.conversation_id and k.lane = j.lane and k.seq < j.seq and k.state in ('ready', 'running'))
      order by j.priority, j.seq limit ${claim.limit} ${lock})
    returning *`.execute(db)
  return rows.rows.sort((a, b) => a.priority - b.priority || a.seq - b.seq)
}

/** Ends a job that is still ours. @returns false when the lease was lost: whatever was done with it must be rolled back */
export async function finishJob(db: Db, job: Pick<JobRow, 'id' | 'lease_token'>): Promise<boolean> {
  const result = await db.deleteFrom('job').where('id', '=', job.id).where('lease_token', '=', job.lease_token).executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Whether a job is still ours, and ours until `leaseUntil`: asked inside the transaction that writes something with it. */
export async function holdJob(db: Db, job: Pick<JobRow, 'id' | 'lease_token'>, leaseUntil: number): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({ lease_until: leaseUntil })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.lease_token)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Heartbeat: what is being done under these tokens stays ours until `leaseUntil`. */
export async function renewLeases(db: Db, leaseTokens: readonly string[], leaseUntil: number): Promise<void> {
  if (leaseTokens.length === 0) return
  await db
    .updateTable('job')
    .set({ lease_until: leaseUntil })
    .where('state', '=', 'running')
    .where('lease_token', 'in', [...leaseTokens])
    .execute()
}

/**
 * Puts a job back for another try, or sets it aside ("dead": listed, never lost).
 * @param next.attempts tries that count from now on; left out, the last one counts
 * @returns false when the lease was lost: somebody else has the job
 */
export async function returnJob(
  db: Db,
  job: Pick<JobRow, 'id' | 'lease_token'>,
  next: { state: 'ready' | 'dead'; runAt: number; code: string; attempts?: number; now: number },
): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({
      state: next.state,
      run_at: next.runAt,
      last_code: next.code,
      lease_token: null,
      lease_until: null,
      updated_at: next.now,
      ...(next.attempts === undefined ? {} : { attempts: next.attempts }),
    })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.lease_token)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Danger was told: what waits before it in the same conversation goes first too, or it would hold the crisis answer back. */
export async function promoteJobs(db: Db, conversationId: string, priority: number): Promise<void> {
  await db
    .updateTable('job')
    .set({ priority })
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['ready', 'running'])
    .where('priority', '>', priority)
    .execute()
}

/** A provider's report may have settled what a waiting job wanted to find out: it is due at once. */
export async function hastenJob(db: Db, ref: { conversationId: string; messageId: string; now: number }): Promise<void> {
  await db
    .updateTable('job')
    .set({ run_at: ref.now })
    .where('conversation_id', '=', ref.conversationId)
    .where('message_id', '=', ref.messageId)
    .where('state', '=', 'ready')
    .where('run_at', '>', ref.now)
    .execute()
}

/** After a crash of the only process: its running jobs are due at once. */
export async function releaseRunning(db: Db, now: number): Promise<void> {
  await db
    .updateTable('job')
    .set({ state: 'ready', lease_token: null, lease_until: null, run_at: now, crashes: sql<number>`crashes + 1` })
    .where('state', '=', 'running')
    .execute()
}

/** When the next job that may run falls due (what stands behind another of its conversation does not count); undefined when none waits. */
export async function nextDueAt(db: Db, kind: JobKind): Promise<number | undefined> {
  const rows = await sql<{ run_at: number }>`
    select j.run_at from job j where j.kind = ${kind} and j.state = 'ready'
      and not exists (select 1 from job k where k.conversation_id = j.conversation_id and k.lane = j.lane and k.seq < j.seq and k.state in ('ready', 'running'))
    order by j.run_at limit 1`.execute(db)
  return rows.rows[0]?.run_at
}

/** When the oldest job of a kind that is due or running was made: ms since 1970; undefined when none is. Jobs that wait for a later try count. */
export async function oldestJobAt(db: Db, kind: JobKind): Promise<number | undefined> {
  const row = await db
    .selectFrom('job')
    .select((e) => e.fn.min('created_at').as('at'))
    .where('kind', '=', kind)
    .where('state', 'in', ['ready', 'running'])
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Number of jobs by state. */
export async function countJobs(db: Db): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('job')
    .select((e) => ['state', e.fn.countAll<number>().as('n')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.n)]))
}
