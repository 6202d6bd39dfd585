export { keepPreparation, readPreparation } from './keep.ts'
