import { randomUUID } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import { claimJobs, type Engine, type JobKind, type JobRow, nextDueAt, returnJob } from '../store/index.ts'
import { nextTry } from './retry-policy.ts'

export interface WorkerOptions {
  readonly engine: Engine
  readonly kind: JobKind
  readonly concurrency: number
  readonly clock: () => Date
  readonly logger: Logger
  readonly metrics: Metrics
  /** Does the job and ends it inside its own transaction; throwing leaves the job to the retry policy. */
  handle(job: JobRow): Promise<void>
  /** The job will not be tried again: refused for good, or set aside. */
  giveUp?(job: JobRow, code: string): Promise<void>
}

export interface Worker {
  start(): void
  /** There may be work: look now. */
  wake(): void
  /** Takes no more work and waits for what is running. */
  stop(): Promise<void>
}

/** A running job must end within this, or another process takes it over. */
const LEASE_MS = 60_000
/** Other processes may queue work without our knowing: look at least this often. */
const POLL_MS = 1_000

/** Claims due jobs of one kind and runs up to `concurrency` at once, one at a time per conversation. */
export function createWorker(options: WorkerOptions): Worker {
  const { engine, kind, logger } = options
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let isStarted = false
  let isClaiming = false
  let wokenAgain = false

  const look = async () => {
    if (!isStarted) return
    if (isClaiming) {
      wokenAgain = true
      return
    }
    isClaiming = true
    try {
      do {
        wokenAgain = false
        const free = options.concurrency - running.size
        if (free <= 0) break
        const now = options.clock().getTime()
        const claim = { kind, limit: free, leaseToken: randomUUID(), leaseUntil: now + LEASE_MS, now }
        const jobs = await engine.unhurried((tx) => claimJobs(tx, engine.capabilities, claim))
        for (const job of jobs) run(job)
      } while (wokenAgain && isStarted)
      if (isStarted && running.size < options.concurrency) await sleepUntilDue()
    } catch (err) {
      // The store may come back: keep looking, never end the process.
      logger.error({ event: 'claim-failed', kind, err })
      sleep(POLL_MS)
    } finally {
      isClaiming = false
      if (wokenAgain) void look()
    }
  }
  const sleep = (ms: number) => {
    clearTimeout(timer)
    if (isStarted) timer = setTimeout(() => void look(), ms)
  }
  const sleepUntilDue = async () => {
    const due = await nextDueAt(engine.db, kind)
    const wait = due === undefined ? POLL_MS : Math.max(1, due - options.clock().getTime())
    sleep(Math.min(POLL_MS, wait))
  }
  const run = (job: JobRow) => {
    const work = options
      .handle(job)
      .catch((error) => afterFailure(options, job, error))
      .catch((err) => logger.error({ event: 'job-return-failed', kind, jobId: job.id, err }))
      .finally(() => {
        running.delete(work)
        void look()
      })
    running.add(work)
  }
  return {
    start() {
      isStarted = true
      void look()
    },
    wake: () => void look(),
    async stop() {
      isStarted = false
      clearTimeout(timer)
      await Promise.all(running)
    },
  }
}

async function afterFailure(options: WorkerOptions, job: JobRow, error: unknown): Promise<void> {
  const { engine, logger } = options
  const now = options.clock().getTime()
  const code = error instanceof PuenteError ? error.code : 'P4001'
  const next = nextTry(error, job.attempts, Math.random())
  logger.warn({
    event: 'job-failed',
    kind: job.kind,
    jobId: job.id,
    conversationId: job.conversation_id,
    correlationId: job.correlation_id,
    code,
    tries: job.attempts,
    next: next.kind,
    err: error,
  })
  if (next.kind === 'again') return await returnJob(engine.db, job, { state: 'ready', runAt: now + next.delayMs, code, now })
  await returnJob(engine.db, job, { state: 'dead', runAt: now, code, now })
  options.metrics.deadJobs.inc({ kind: job.kind })
  await options.giveUp?.(job, code)
}
