export { type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts'
export { createPeriodic, type Periodic } from './periodic.ts'
export { nextTry } from './retry-policy.ts'
export { createWorker, LEASE_MS, type Worker } from './worker.ts'
