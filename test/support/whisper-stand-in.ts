import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WhisperStandIn {
  readonly url: string
  /** Fields of each request; the file by name, type and size. */
  readonly asked: Record<string, string>[]
  /** What the next note says. */
  answer: unknown
  status: number
  stop(): Promise<void>
}

/** One spoken segment, as whisper.cpp's server tells it in verbose_json. */
export function segment(text: string, probability: number, noSpeech = 0.01) {
  return {
    id: 0,
    text,
    start: 0,
    end: 2.4,
    tokens: [1, 2],
    words: [],
    temperature: 0,
    avg_logprob: Math.log(probability),
    no_speech_prob: noSpeech,
  }
}

export function verbose(...segments: readonly ReturnType<typeof segment>[]) {
  return { task: 'transcribe', language: 'spanish', duration: 2.4, text: segments.map(({ text }) => text).join(''), segments }
}

/** The contract of whisper.cpp's examples/server: POST /inference, multipart, JSON out, {"error"} for what it cannot read. */
export async function startWhisper(): Promise<WhisperStandIn> {
  const asked: Record<string, string>[] = []
  const state = { answer: verbose() as unknown, status: 200 }
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const json = (status: number, body: unknown) => res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (req.method !== 'POST' || req.url !== '/inference') return json(404, { error: 'not found' })
    const form = await new Response(Buffer.concat(chunks), { headers: { 'content-type': req.headers['content-type'] ?? '' } }).formData()
    const file = form.get('file')
    if (!(file instanceof File)) return json(400, { error: "no 'file' field in the request" })
    const fields = [...form.entries()].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
    asked.push({ ...Object.fromEntries(fields), file: `${file.name} ${file.type} ${file.size}` })
    return json(state.status, state.status === 200 ? state.answer : { error: 'failed to read audio data' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  })
}
