export { contentPagesRouter } from './routes.ts'
