export { createServer } from './create-server.ts'
export type { Health, Readiness } from './health.ts'
export { type Listener, openListener } from './listener.ts'
export { rateLimit } from './rate-limit.ts'
