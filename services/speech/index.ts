export type { SpeechEngine, Transcript } from './engine.ts'
export { createHearNote, type HearNote } from './hear-note.ts'
export { whisperServer } from './whisper-server.ts'
