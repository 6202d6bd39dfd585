export { LocalEmbeddings } from './local-embeddings.ts'
export { verifyModel } from './verify-model.ts'
export { startWorkerPool, type WorkerPool } from './worker-pool.ts'
