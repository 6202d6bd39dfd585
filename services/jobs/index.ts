export { createWorker, type Worker } from './worker.ts'
export { nextTry } from './retry-policy.ts'
