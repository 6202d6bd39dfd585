// Stands in for the model: a text's vector is [its length, 1]. "die" ends the thread in the middle of the work, "fail" fails,
// "hold" is never answered.
import { parentPort, workerData } from 'node:worker_threads'
import type { EmbedReply, EmbedRequest, WorkerSetup } from '../../services/embedding/protocol.ts'

const { modelDir } = workerData as WorkerSetup
if (modelDir === 'broken') process.exit(1)

parentPort?.on('message', ({ id, texts }: EmbedRequest) => {
  if (texts.includes('die')) process.exit(1)
  if (texts.includes('hold')) return
  const reply: EmbedReply = texts.includes('fail')
    ? { id, failed: true }
    : { id, data: Float32Array.from(texts.flatMap((text) => [text.length, 1])), width: 2 }
  parentPort?.postMessage(reply)
})
parentPort?.postMessage({ id: -1, data: new Float32Array(0), width: 0 } satisfies EmbedReply)
