import { z } from 'zod'
import type { Lang } from '../../bot/index.ts'
import { PuenteError } from '../errors/index.ts'
import type { FetchedMedia } from '../media/index.ts'
import type { SpeechEngine, Transcript } from './engine.ts'

/** What `response_format=verbose_json` of whisper.cpp's server answers, as far as it is read. */
const Answer = z.looseObject({
  text: z.string(),
  segments: z
    .array(z.looseObject({ text: z.string(), avg_logprob: z.number().nullish(), no_speech_prob: z.number().nullish() }))
    .optional(),
})

const TIMEOUT_MS = 30_000
/** Whisper's own threshold: above it a segment is silence that was given words. */
const NO_SPEECH = 0.6
/** "[Música]", "(risas)", "*tose*": sounds, not words. */
const SOUNDS = /\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|♪/g
const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
}

/**
 * A local whisper.cpp server (examples/server): `POST /inference`, multipart. Voice notes are Ogg/Opus: it must run with --convert.
 * Confidence is the mean probability of its tokens, segment by segment.
 */
export function whisperServer(baseUrl: string, timeoutMs = TIMEOUT_MS): SpeechEngine {
  const url = `${baseUrl.replace(/\/+$/, '')}/inference`
  return {
    async transcribe(note: FetchedMedia, lang: Lang | undefined): Promise<Transcript> {
      const form = new FormData()
      const name = `note.${EXTENSIONS[note.contentType] ?? 'bin'}`
      form.set('file', new Blob([new Uint8Array(note.bytes)], { type: note.contentType }), name)
      form.set('response_format', 'verbose_json')
      form.set('temperature', '0.0')
      form.set('language', lang ?? 'auto')
      // Sent as bytes: a form that is still being read when the connection fails ends the process (undici enqueues once more).
      const packed = new Response(form)
      const headers = { 'content-type': packed.headers.get('content-type') ?? '' }
      const body = new Uint8Array(await packed.arrayBuffer())
      // A redirect would take a voice somewhere else.
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
      if (!response.ok) throw new PuenteError('P3004', { detail: `status ${response.status}` })
      return read(Answer.parse(await response.json()))
    },
  }
}

function read(answer: z.infer<typeof Answer>): Transcript {
  const { segments } = answer
  if (!segments) return { text: clean(answer.text), confidence: 0 }
  const spoken = segments.filter((segment) => (segment.no_speech_prob ?? 0) <= NO_SPEECH && clean(segment.text) !== '')
  const weight = spoken.reduce((sum, { text }) => sum + text.length, 0)
  const sure = spoken.reduce((sum, { text, avg_logprob }) => sum + text.length * (avg_logprob == null ? 0 : Math.exp(avg_logprob)), 0)
  return { text: clean(spoken.map(({ text }) => text).join(' ')), confidence: weight === 0 ? 0 : Math.min(1, sure / weight) }
}

function clean(text: string): string {
  return text.replace(SOUNDS, ' ').replace(/\s+/g, ' ').trim()
}
