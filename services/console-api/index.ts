export { ensureConsole } from './build-console.ts'
export type { ConsoleDeps } from './deps.ts'
export { consoleApiRouter, consolePagesRouter } from './routes.ts'
