import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { PuenteError } from '../errors/index.ts'
import type { Logger } from '../observability/index.ts'
import type { EmbedReply, WorkerSetup } from './protocol.ts'
import { type Task, TaskQueue } from './task-queue.ts'

export interface WorkerPool {
  /** Vectors of texts that already carry their prefix. @throws PuenteError P4003 after a second failure or when no worker can be started, P4005 when stopping */
  embed(texts: string[], priority?: 'first' | 'last'): Promise<Float32Array[]>
  /** Workers that are loaded now. */
  readyWorkers(): number
  stop(): Promise<void>
  /** For tests: ends a worker as a crash would. */
  crashOne(): Promise<void>
}

const RESTART_DELAY_MS = 200
/** Ending a thread in the middle of the model's native work can abort the whole process: what is being done may be finished first, for so long. */
const DRAIN_MS = 2_000
/** A worker makes little garbage: V8's default would let it keep 60 MB of it, for nothing (measured: the same speed). */
const YOUNG_GENERATION_MB = 8
/** A model file that has gone bad must not cost a processor: the wait doubles with each start that fails. */
const LONGEST_RESTART_DELAY_MS = 10_000

/**
 * Worker threads that share one queue. A worker that dies is replaced; what it was doing is tried once more.
 * No promise is left open: when the last worker is gone and a new one does not load, what waits is refused.
 * @param options.size number of threads; `workerUrl` is for tests
 * @throws PuenteError P4003 when a worker cannot load the model
 */
export async function startWorkerPool(options: { modelDir: string; size: number; logger: Logger; workerUrl?: URL }): Promise<WorkerPool> {
  const queue = new TaskQueue()
  const idle: Worker[] = []
  const busy = new Map<Worker, Task>()
  const workers = new Set<Worker>()
  let isStopping = false
  let failedStarts = 0
  let drained: (() => void) | undefined

  const dispatch = () => {
    while (!queue.isEmpty() && idle.length > 0) {
      const worker = idle.pop() as Worker
      const task = queue.take() as Task
      busy.set(worker, task)
      worker.postMessage({ id: 0, texts: task.texts })
    }
  }
  const settle = (task: Task) => {
    task.tries++
    if (isStopping) task.reject(new PuenteError('P4005'))
    else if (task.tries >= 2) task.reject(new PuenteError('P4003'))
    else queue.putBack(task)
  }
  const take = (worker: Worker, reply: EmbedReply) => {
    const task = busy.get(worker)
    busy.delete(worker)
    if (busy.size === 0) drained?.()
    idle.push(worker)
    if (task && 'failed' in reply) settle(task)
    else if (task && 'data' in reply) task.resolve(task.texts.map((_, i) => reply.data.slice(i * reply.width, (i + 1) * reply.width)))
    dispatch()
  }
  const restart = () => {
    if (isStopping) return
    const delayMs = Math.min(LONGEST_RESTART_DELAY_MS, RESTART_DELAY_MS * 2 ** failedStarts)
    setTimeout(() => void (isStopping || launch().catch(() => undefined)), delayMs).unref()
  }
  const lose = (worker: Worker, wasLoaded: boolean) => {
    workers.delete(worker)
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
    const task = busy.get(worker)
    busy.delete(worker)
    if (busy.size === 0) drained?.()
    if (task) settle(task)
    if (!wasLoaded) failedStarts++
    // Nobody is left and nobody comes: better refused now (words alone can still find cards) than waiting for ever.
    if (!wasLoaded && idle.length + busy.size === 0) queue.refuseAll(new PuenteError('P4003', { detail: 'no worker can be started' }))
    if (!isStopping) options.logger.error({ event: 'embed-worker-lost' }, 'embedding worker stopped, starting another')
    // Another worker may be free for what this one had.
    dispatch()
    restart()
  }
  const launch = async () => {
    const worker = new Worker(options.workerUrl ?? new URL('./embed-worker.ts', import.meta.url), {
      workerData: { modelDir: options.modelDir } satisfies WorkerSetup,
      execArgv: ['--no-warnings'],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      stdout: true,
    })
    let isLoaded = false
    workers.add(worker)
    worker.on('error', () => undefined)
    worker.on('message', (reply: EmbedReply) => {
      isLoaded = true
      failedStarts = 0
      take(worker, reply)
    })
    worker.once('exit', () => lose(worker, isLoaded))
    // The first message says that the model is loaded; an exit before it is a failed start.
    const gone = once(worker, 'exit').then(() => Promise.reject(new PuenteError('P4003', { detail: 'the model did not load' })))
    await Promise.race([once(worker, 'message'), gone])
  }
  const stop = async () => {
    isStopping = true
    queue.refuseAll(new PuenteError('P4005'))
    if (busy.size > 0)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, DRAIN_MS)
        drained = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    await Promise.all([...workers].map((worker) => worker.terminate()))
  }

  await Promise.all(Array.from({ length: options.size }, launch)).catch(async (cause) => {
    await stop()
    throw cause instanceof PuenteError ? cause : new PuenteError('P4003', { detail: 'the model did not load', cause })
  })

  return {
    embed: (texts, priority = 'last') =>
      new Promise((resolve, reject) => {
        if (isStopping) return reject(new PuenteError('P4005'))
        if (failedStarts > 0 && idle.length + busy.size === 0)
          return reject(new PuenteError('P4003', { detail: 'no worker can be started' }))
        queue.put({ texts, resolve, reject, tries: 0 }, priority)
        dispatch()
      }),
    readyWorkers: () => idle.length + busy.size,
    stop,
    async crashOne() {
      const [worker] = busy.size > 0 ? busy.keys() : workers
      await worker?.terminate()
    },
  }
}
