import { AsyncResource } from 'node:async_hooks'
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from '../schema.ts'

type Work<T> = (tx: Transaction<Schema>) => Promise<T>

interface Waiting {
  /** Does the work; what it gives is kept until the commit. */
  run(tx: Transaction<Schema>): Promise<void>
  settle(): void
  fail(error: unknown): void
  alone(): Promise<void>
}

/** So many wait for the disk together at most: whoever comes next waits for all of them. */
const MOST = 32

/**
 * For an engine with one connection: what comes while a transaction waits for the disk goes into the next one together, so that
 * a hundred messages are as durable after one wait as one is. Nobody hears "done" before the commit; where one piece of work
 * throws, nothing of the batch is kept and each is done again alone.
 */
export function gatherTransactions(db: Kysely<Schema>): <T>(work: Work<T>) => Promise<T> {
  const waiting: Waiting[] = []
  let isRunning = false

  const runAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST)
      try {
        await db.transaction().execute(async (tx) => {
          for (const one of batch) await one.run(tx)
        })
        for (const one of batch) one.settle()
      } catch (error) {
        if (batch.length === 1) batch[0]?.fail(error)
        else for (const one of batch) await one.alone()
      }
    }
    isRunning = false
  }
  return <T>(work: Work<T>) =>
    new Promise<T>((resolve, reject) => {
      // Each keeps its own context (the correlation id of its request) in whoever's turn it is done.
      const bound = AsyncResource.bind(work) as Work<T>
      let result: T
      waiting.push({
        async run(tx) {
          result = await bound(tx)
        },
        settle: () => resolve(result),
        fail: reject,
        alone: () => db.transaction().execute(bound).then(resolve, reject),
      })
      if (isRunning) return
      isRunning = true
      // What the same turn of the event loop brings is gathered already.
      setImmediate(() => void runAll())
    })
}
