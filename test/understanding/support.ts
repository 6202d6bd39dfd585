import { join } from 'node:path'
import { emptyState, type Outcome, runTurn, type Turn } from '../../bot/index.ts'
import { createReader, type Reading, type ReadMemory } from '../../bot/understanding/index.ts'
import { openCommandLineBrain } from '../../services/ask/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadHead, loadLanguageData, loadLanguageDetector } from '../../services/understanding/index.ts'

export const ROOT = join(import.meta.dirname, '..', '..')

/** Reads with the real language data and head, without the model: by the words alone. */
export async function openWordReader(root = ROOT): Promise<(text: string, memory?: ReadMemory) => Reading> {
  const detect = await loadLanguageDetector()
  const reader = createReader(loadLanguageData(root), loadHead(root))
  return (text, memory = {}) => reader.read({ text, vector: null, detected: detect(text), memory, previous: [] })
}

export interface Talk {
  /** One turn of this person. */
  say(text: string): Promise<Outcome>
}

export interface Talkers {
  /** A person who has not written yet. */
  newPerson(): Talk
  close(): Promise<void>
}

/** The real model, content and stages; each person has a memory of their own. */
export async function openTalkers(): Promise<Talkers> {
  const { brain, close } = await openCommandLineBrain()
  const capabilities = CAPABILITIES.whatsapp as Turn['capabilities']
  return {
    close,
    newPerson() {
      let state = emptyState()
      return {
        async say(text) {
          const message = { text, attachments: [] }
          const outcome = await runTurn(
            { message, state, status: 'bot', capabilities, regionHint: undefined, optedOut: false },
            brain.ports(),
          )
          state = outcome.state
          return outcome
        },
      }
    },
  }
}
