import type { Db } from '../engine.ts'
import type { JobRow } from './jobs.ts'

/** Jobs that are set aside, oldest first. */
export async function listDeadJobs(db: Db, limit: number): Promise<JobRow[]> {
  return await db.selectFrom('job').selectAll().where('state', '=', 'dead').orderBy('seq').limit(limit).execute()
}

/** What is set aside, as staff may see it: what it was, since when and why; nothing of a person. */
export interface SetAside {
  readonly id: string
  readonly kind: string
  readonly code: string | null
  readonly tries: number
  readonly crashes: number
  readonly channel: string
  readonly createdAt: number
  readonly setAsideAt: number
}

/** Work that was given up, the longest waiting first. */
export async function listSetAside(db: Db, limit: number): Promise<SetAside[]> {
  return await db
    .selectFrom('job')
    .innerJoin('conversation', 'conversation.id', 'job.conversation_id')
    .select([
      'job.id',
      'job.kind',
      'job.last_code as code',
      'job.attempts as tries',
      'job.crashes',
      'conversation.channel',
      'job.created_at as createdAt',
      'job.updated_at as setAsideAt',
    ])
    .where('job.state', '=', 'dead')
    .orderBy('job.seq')
    .limit(limit)
    .execute()
}

/** Makes set-aside work due again with all its tries. @returns the job; undefined when it is not set aside (any more) */
export async function reviveJob(db: Db, id: string, now: number): Promise<JobRow | undefined> {
  return await db
    .updateTable('job')
    .set({ state: 'ready', attempts: 0, crashes: 0, run_at: now, updated_at: now })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .returningAll()
    .executeTakeFirst()
}
