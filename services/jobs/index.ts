export { nextTry } from './retry-policy.ts'
export { createWorker, type Worker } from './worker.ts'
