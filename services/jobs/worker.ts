import { randomUUID } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import { claimJobs, type Engine, freeExpired, type JobKind, type JobRow, nextDueAt, renewLeases, returnJob } from '../store/index.ts'
import { nextTry } from './retry-policy.ts'

export interface WorkerOptions {
  readonly engine: Engine
  readonly kind: JobKind
  readonly concurrency: number
  /** How many of the free places may be taken now (services/jobs/pace.ts); all of them unless given. */
  mayStart?(free: number): number
  readonly clock: () => Date
  /** How long a job stays with a process that gives no sign of life. */
  readonly leaseMs?: number
  readonly logger: Logger
  readonly metrics: Metrics
  /** Does the job and ends it inside its own transaction; throwing leaves the job to the retry policy. */
  handle(job: JobRow): Promise<void>
  /** The outside refused for good: ends the job. */
  refuse?(job: JobRow, error: unknown): Promise<void>
  /** The job was set aside after its last try. */
  giveUp?(job: JobRow, code: string): Promise<void>
  /** The error of the catalogue behind what a library threw (a full disk is no fault of the job). */
  explain?(error: unknown): unknown
}

export interface Worker {
  start(): void
  /** There may be work: look now. */
  wake(): void
  /** Takes no more work and waits for what is running. */
  stop(): Promise<void>
}

/** How long a job stays with a process that gives no sign of life: after this another one takes it over. */
export const LEASE_MS = 15_000
/** Running work is held on to: so many signs of life fit into a lease. */
const SIGNS_PER_LEASE = 3
/** What hangs longer than this is not held on to any more: another process may do better. */
const MAX_HELD_MS = 120_000
/** Work that was cut off so often probably ends its process: it is set aside. */
const MAX_CRASHES = 10
/** Other processes may queue work without our knowing: look at least this often. */
const POLL_MS = 1_000
const SHORTEST_SLEEP_MS = 5
/** How soon work that was held back is looked at again. */
const PACE_MS = 10

/** Claims due jobs of one kind and runs up to `concurrency` at once, one at a time per conversation. */
export function createWorker(options: WorkerOptions): Worker {
  const { engine, kind, logger, leaseMs = LEASE_MS } = options
  const running = new Map<string, { readonly leaseToken: string; readonly since: number; readonly work: Promise<void> }>()
  let timer: NodeJS.Timeout | undefined
  let heartbeat: NodeJS.Timeout | undefined
  let isStarted = false
  let isClaiming = false
  let wokenAgain = false
  let sweptAt = Number.NEGATIVE_INFINITY

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
        const limit = options.mayStart?.(free) ?? free
        if (limit === 0) return sleep(PACE_MS)
        await sweep()
        const due = await nextDueAt(engine.db, kind)
        // Asked before a transaction is opened: most looks find nothing.
        if (due === undefined || due > options.clock().getTime()) {
          sleepUntil(due)
          continue
        }
        const now = options.clock().getTime()
        const claim = { kind, limit, leaseToken: randomUUID(), leaseUntil: now + leaseMs, now }
        const jobs = await engine.unhurried((tx) => claimJobs(tx, engine.capabilities, claim))
        for (const job of jobs) run(job)
        if (running.size < options.concurrency) sleepUntil(await nextDueAt(engine.db, kind))
      } while (wokenAgain && isStarted)
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
  const sleepUntil = (due: number | undefined) => {
    const wait = due === undefined ? POLL_MS : Math.max(SHORTEST_SLEEP_MS, due - options.clock().getTime())
    sleep(Math.min(POLL_MS, wait))
  }
  /** By the machine's own time: a clock that jumps must not put it off. */
  const sweep = async () => {
    if (performance.now() - sweptAt < POLL_MS) return
    sweptAt = performance.now()
    await freeExpired(engine.db, { kind, except: [...running.keys()], now: options.clock().getTime() })
  }
  const run = (job: JobRow) => {
    const work = handleOrSetAside(options, job)
      .catch((err) => logger.error({ event: 'job-return-failed', kind, jobId: job.id, err }))
      .finally(() => {
        running.delete(job.id)
        void look()
      })
    running.set(job.id, { leaseToken: job.lease_token ?? '', since: performance.now(), work })
  }
  const renew = () => {
    const held = [...running.values()].filter(({ since }) => performance.now() - since < MAX_HELD_MS)
    const tokens = [...new Set(held.map(({ leaseToken }) => leaseToken))]
    renewLeases(engine.db, tokens, options.clock().getTime() + leaseMs).catch((err) => logger.warn({ event: 'renew-failed', kind, err }))
  }
  return {
    start() {
      isStarted = true
      heartbeat ??= setInterval(renew, leaseMs / SIGNS_PER_LEASE)
      void look()
    },
    wake: () => void look(),
    async stop() {
      isStarted = false
      clearTimeout(timer)
      await Promise.all([...running.values()].map(({ work }) => work))
      clearInterval(heartbeat)
    },
  }
}

async function handleOrSetAside(options: WorkerOptions, job: JobRow): Promise<void> {
  if (job.crashes >= MAX_CRASHES) return await setAside(options, job, 'P4007')
  try {
    await options.handle(job)
  } catch (error) {
    await afterFailure(options, job, options.explain?.(error) ?? error)
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
  if (next.kind === 'again') {
    const attempts = next.isCounted ? job.attempts : job.attempts - 1
    await returnJob(engine.db, job, { state: 'ready', runAt: now + next.delayMs, code, attempts, now })
    return
  }
  // Refused for good: nothing is left to try, and the message itself keeps the provider's reason.
  if (next.kind === 'refused' && options.refuse) return await options.refuse(job, error)
  await setAside(options, job, code)
}

async function setAside(options: WorkerOptions, job: JobRow, code: string): Promise<void> {
  const now = options.clock().getTime()
  if (!(await returnJob(options.engine.db, job, { state: 'dead', runAt: now, code, now }))) return
  options.metrics.deadJobs.inc({ kind: job.kind })
  await options.giveUp?.(job, code)
}
