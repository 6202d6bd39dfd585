export { type News, openNews } from './news.ts'
export type { AppPart } from './part.ts'
export { protectionParts } from './protection.ts'
export { readReadiness } from './readiness.ts'
