// A worker thread that turns texts into vectors, so that the event loop of the service stays free.
import { dirname } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { env, pipeline } from '@huggingface/transformers'
import type { EmbedReply, EmbedRequest, WorkerSetup } from './protocol.ts'

const { modelDir } = workerData as WorkerSetup

env.allowRemoteModels = false
env.allowLocalModels = true
env.localModelPath = `${dirname(modelDir)}/`

const extract = await pipeline('feature-extraction', modelDir.slice(dirname(modelDir).length + 1), {
  dtype: 'q8',
  device: 'cpu',
  // One thread a worker: several workers scale better than several threads in one short run.
  session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
})

parentPort?.on('message', (request: EmbedRequest) => {
  extract(request.texts, { pooling: 'mean', normalize: true }).then(
    (tensor) => {
      const data = Float32Array.from(tensor.data as Float32Array)
      parentPort?.postMessage({ id: request.id, data, width: tensor.dims.at(-1) ?? 0 } satisfies EmbedReply, [data.buffer])
    },
    () => parentPort?.postMessage({ id: request.id, failed: true } satisfies EmbedReply),
  )
})
parentPort?.postMessage({ id: -1, data: new Float32Array(0), width: 0 } satisfies EmbedReply)
