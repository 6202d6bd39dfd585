export type { ConsoleDeps } from './deps.ts'
export { consoleApiRouter, consolePagesRouter } from './routes.ts'
