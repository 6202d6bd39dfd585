export { createPeriodic, type Periodic } from './periodic.ts'
export { nextTry } from './retry-policy.ts'
export { createWorker, type Worker } from './worker.ts'
