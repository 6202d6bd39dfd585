export type { AppPart } from './part.ts'
export { readReadiness } from './readiness.ts'
