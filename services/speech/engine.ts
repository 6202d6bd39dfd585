import type { Lang } from '../../bot/index.ts'
import type { FetchedMedia } from '../media/index.ts'

/** Words of a voice note; `confidence` is 0..1, 0 where the engine does not tell. Empty text: nothing was said. */
export interface Transcript {
  readonly text: string
  readonly confidence: number
}

/** Something that writes down speech, on the operator's own machines. */
export interface SpeechEngine {
  /**
   * @param lang the language of the conversation so far; undefined: to be found out
   * @throws when the engine does not answer, or with something else than a transcript
   */
  transcribe(note: FetchedMedia, lang: Lang | undefined): Promise<Transcript>
}
