import type { InboundMessage, Lang, VoiceHeard } from '../../bot/index.ts'
import type { Channel } from '../channels/index.ts'
import { fetchMedia, type MediaLimits } from '../media/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import type { SpeechEngine } from './engine.ts'

/** Telegram and WhatsApp send Ogg/Opus; some phones say "application/ogg". */
const AUDIO = /^(audio\/[\w.+-]+|application\/ogg)$/

export interface HearDeps {
  /** Undefined: nobody set one up, and no note is fetched. */
  readonly engine: SpeechEngine | undefined
  /** Confidence from which on a transcript is taken without asking. */
  readonly sure: number
  readonly limits: MediaLimits
  readonly logger: Logger
  readonly metrics: Metrics
}

/** What a message's voice note says; undefined where there is none. */
export type HearNote = (message: InboundMessage, channel: Channel, lang: Lang | undefined) => Promise<VoiceHeard | undefined>

/** Fetches a voice note and has it written down, within the turn: sound and transcript are stored nowhere by this. */
export function createHearNote(deps: HearDeps): HearNote {
  return async (message, channel, lang) => {
    if (message.text !== '' || !message.attachments.includes('audio')) return undefined
    const heard = await hear(deps, message, channel, lang)
    const result = heard.heard === 'words' ? (heard.isSure ? 'sure' : 'unsure') : heard.why
    deps.metrics.voiceNotes.inc({ result })
    deps.logger.info({ event: 'voice-note', channel: channel.name, result })
    return heard
  }
}

async function hear(deps: HearDeps, message: InboundMessage, channel: Channel, lang: Lang | undefined): Promise<VoiceHeard> {
  const note = message.media?.find(({ kind }) => kind === 'audio')
  if (!deps.engine || !channel.media || !note) return { heard: 'nothing', why: 'no-engine' }
  const fetched = await fetchMedia({ url: note.url, accept: AUDIO }, channel.media, deps.limits)
  if (!fetched.ok) return { heard: 'nothing', why: fetched.why === 'too-large' ? 'too-large' : 'failed' }
  try {
    const { text, confidence } = await deps.engine.transcribe(fetched.media, lang)
    return text === '' ? { heard: 'nothing', why: 'silence' } : { heard: 'words', text, isSure: confidence >= deps.sure }
  } catch (err) {
    deps.logger.warn({ event: 'speech-engine-failed', code: 'P3004', err })
    return { heard: 'nothing', why: 'failed' }
  }
}
