import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** What claiming reads, in the order in which it takes: a queue of any length costs as much as a short one. */
export async function jobClaim(db: Kysely<Schema>): Promise<void> {
  await sql.raw('drop index job_due').execute(db)
  await sql.raw(`create index job_ready on job (kind, priority, seq) where state = 'ready'`).execute(db)
  await sql.raw(`create index job_due on job (kind, run_at) where state = 'ready'`).execute(db)
  await sql.raw(`create index job_lease on job (lease_until) where state = 'running'`).execute(db)
}
