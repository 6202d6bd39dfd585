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
      lane: job.kind,
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
 * Takes due jobs, first in line of their conversation and lane only: turns and sends of one conversation never overlap
 * and never overtake each other, also when the first of them waits for its next try. A lease that ran out is taken over.
 */
export async function claimJobs(db: Db, engine: EngineCapabilities, claim: Claim): Promise<JobRow[]> {
  const lock = engine.supportsSkipLocked ? sql`for update skip locked` : sql``
  // A lease that ran out: whoever had it can no longer end the job, its token is gone.
  await db
    .updateTable('job')
    .set({ state: 'ready', lease_token: null, lease_until: null })
    .where('state', '=', sql.lit('running'))
    .where('lease_until', '<', claim.now)
    .execute()
  // States are written out, not bound, so that the partial indexes serve; the plus keeps SQLite from the index by time, which would
  // have to sort the whole queue (migration 015).
  const rows = await sql<JobRow>`
    update job set state = 'running', lease_token = ${claim.leaseToken}, lease_until = ${claim.leaseUntil}, attempts = attempts + 1, updated_at = ${claim.now}
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

/** Puts a job back for another try, or sets it aside ("dead": listed, never lost). */
export async function returnJob(
  db: Db,
  job: Pick<JobRow, 'id' | 'lease_token'>,
  next: { state: 'ready' | 'dead'; runAt: number; code: string; now: number },
): Promise<void> {
  await db
    .updateTable('job')
    .set({ state: next.state, run_at: next.runAt, last_code: next.code, lease_token: null, lease_until: null, updated_at: next.now })
    .where('id', '=', job.id)
    .where('lease_token', '=', job.lease_token)
    .execute()
}

/** After a crash of the only process: its running jobs are due at once. */
export async function releaseRunning(db: Db, now: number): Promise<void> {
  await db
    .updateTable('job')
    .set({ state: 'ready', lease_token: null, lease_until: null, run_at: now })
    .where('state', '=', 'running')
    .execute()
}

/** When the next job falls due; undefined when none waits. */
export async function nextDueAt(db: Db, kind: JobKind): Promise<number | undefined> {
  const row = await db
    .selectFrom('job')
    .select((e) => e.fn.min('run_at').as('at'))
    .where('state', '=', sql.lit('ready'))
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Jobs that are set aside, oldest first. */
export async function listDeadJobs(db: Db, limit: number): Promise<JobRow[]> {
  return await db.selectFrom('job').selectAll().where('state', '=', 'dead').orderBy('seq').limit(limit).execute()
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
