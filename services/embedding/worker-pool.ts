import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { PuenteError } from '../errors/index.ts'
import type { Logger } from '../observability/index.ts'
import type { EmbedReply, WorkerSetup } from './protocol.ts'

interface Task {
  readonly texts: string[]
  readonly resolve: (vectors: Float32Array[]) => void
  readonly reject: (error: unknown) => void
  tries: number
}

export interface WorkerPool {
  /** Vectors of texts that already carry their prefix. @throws PuenteError P4003 after a second failure, P4005 when stopping */
  embed(texts: string[], priority?: 'first' | 'last'): Promise<Float32Array[]>
  /** Workers that are loaded now. */
  readyWorkers(): number
  stop(): Promise<void>
  /** For tests: ends a worker as a crash would. */
  crashOne(): Promise<void>
}

const RESTART_DELAY_MS = 200

/**
 * Worker threads that share one queue. A worker that dies is replaced; what it was doing is tried once more.
 * @param options.size number of threads
 * @throws PuenteError P4003 when no worker can load the model
 */
export async function startWorkerPool(options: { modelDir: string; size: number; logger: Logger }): Promise<WorkerPool> {
  const queue: Task[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Task>()
  let isStopping = false

  const dispatch = () => {
    while (queue.length > 0 && idle.length > 0) {
      const worker = idle.pop() as Worker
      const task = queue.shift() as Task
      busy.set(worker, task)
      worker.postMessage({ id: 0, texts: task.texts })
    }
  }
  const settle = (task: Task, error: PuenteError) => {
    task.tries++
    if (task.tries >= 2 || isStopping) task.reject(error)
    else queue.unshift(task)
  }
  const take = (worker: Worker, reply: EmbedReply) => {
    const task = busy.get(worker)
    busy.delete(worker)
    idle.push(worker)
    if (task && 'failed' in reply) settle(task, new PuenteError('P4003'))
    else if (task && 'data' in reply) task.resolve(task.texts.map((_, i) => reply.data.slice(i * reply.width, (i + 1) * reply.width)))
    dispatch()
  }
  const lose = (worker: Worker) => {
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
    const task = busy.get(worker)
    busy.delete(worker)
    if (task) settle(task, new PuenteError('P4003'))
    if (isStopping) return
    options.logger.error({ event: 'embed-worker-lost' }, 'embedding worker stopped, starting another')
    setTimeout(() => !isStopping && launch().catch(() => undefined), RESTART_DELAY_MS)
  }
  const workers = new Set<Worker>()
  const launch = async () => {
    const worker = new Worker(new URL('./embed-worker.ts', import.meta.url), {
      workerData: { modelDir: options.modelDir } satisfies WorkerSetup,
      execArgv: ['--no-warnings'],
      stdout: true,
    })
    workers.add(worker)
    worker.on('message', (reply: EmbedReply) => take(worker, reply))
    worker.on('error', () => undefined)
    worker.once('exit', () => {
      workers.delete(worker)
      lose(worker)
    })
    // The first message says that the model is loaded; an exit before it is a failed start.
    await Promise.race([
      once(worker, 'message'),
      once(worker, 'exit').then(() => Promise.reject(new PuenteError('P4003', { detail: 'the model did not load' }))),
    ])
  }
  await Promise.all(Array.from({ length: options.size }, launch))

  return {
    embed: (texts, priority = 'last') =>
      new Promise((resolve, reject) => {
        if (isStopping) return reject(new PuenteError('P4005'))
        const task: Task = { texts, resolve, reject, tries: 0 }
        if (priority === 'first') queue.unshift(task)
        else queue.push(task)
        dispatch()
      }),
    readyWorkers: () => idle.length + busy.size,
    async stop() {
      isStopping = true
      for (const task of queue.splice(0)) task.reject(new PuenteError('P4005'))
      await Promise.all([...workers].map((worker) => worker.terminate()))
    },
    async crashOne() {
      await [...workers][0]?.terminate()
    },
  }
}
