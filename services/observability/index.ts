export { createLogger, type Logger } from './logger.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { correlationId, withCorrelation } from './request-context.ts'
