export { openRetention } from './open-retention.ts'
export { type RetentionCounts, type RetentionDeps, runDailyRetention, runRetention } from './run-retention.ts'
