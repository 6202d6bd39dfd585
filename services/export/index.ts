export { type ExportDeps, exportRouter } from './routes.ts'
